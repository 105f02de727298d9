const CELLS = 24;

/** How far a download is: a bar, percent and megabytes where the size is known, else megabytes alone. */
export function progressBar(received: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return `${megabytes(received)} MB`;
  const share = Math.min(1, received / total);
  const full = Math.floor(share * CELLS);
  const bar = '█'.repeat(full) + '░'.repeat(CELLS - full);
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${megabytes(received)} of ${megabytes(total)} MB`;
}

/** Bytes as whole megabytes, rounded up: what fits is never said to be smaller than it is. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}
