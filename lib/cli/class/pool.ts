/** Does the work for each item, `size` of them at a time; the results are in the items' order. */
export async function inPool<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    // All workers take from the one iterator.
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
  return results;
}

/** What one CDK CLI takes, measured: 220 MB. */
const CDK_CLI_BYTES = 300 * 1024 ** 2;

/**
 * How many CDK CLIs at a time: on AWS they wait for most of the time, so that memory is what there is too little of; here
 * they and the labs that they start need the same processors.
 */
export function poolSize(machine: {
  readonly target: 'local' | 'aws';
  readonly processors: number;
  readonly freeBytes: number;
}): number {
  const most = machine.target === 'aws' ? 10 : machine.processors;
  return Math.max(1, Math.min(most, Math.floor(machine.freeBytes / CDK_CLI_BYTES)));
}
