import { readdirSync, readFileSync } from 'node:fs';

interface Sample {
  /** Sum of the resident sets: pages that processes share count several times. */
  readonly rssMb: number;
  /** Sum of the proportional sets: shared pages count once. */
  readonly pssMb: number;
}

/** Watches the memory of a process and its descendants, without those whose command line matches `except`. */
export function watchMemory(pid: number, except: RegExp, everyMs = 100): { stop(): Sample } {
  let peak: Sample = { rssMb: 0, pssMb: 0 };
  const timer = setInterval(() => {
    const now = treeMemory(pid, except);
    peak = { rssMb: Math.max(peak.rssMb, now.rssMb), pssMb: Math.max(peak.pssMb, now.pssMb) };
  }, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}

function treeMemory(root: number, except: RegExp): Sample {
  const parents = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${entry}/status`))?.[1]);
    if (parent) parents.set(parent, [...(parents.get(parent) ?? []), Number(entry)]);
  }
  const total = { rssMb: 0, pssMb: 0 };
  const visit = (pid: number): void => {
    if (except.test(read(`/proc/${pid}/cmdline`))) return;
    const memory = read(`/proc/${pid}/smaps_rollup`);
    total.rssMb += Number(/^Rss:\s+(\d+)/m.exec(memory)?.[1] ?? 0) / 1024;
    total.pssMb += Number(/^Pss:\s+(\d+)/m.exec(memory)?.[1] ?? 0) / 1024;
    for (const child of parents.get(pid) ?? []) visit(child);
  };
  visit(root);
  return total;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
