import type { Dependencies } from '../../../template/order';

/**
 * Runs `work` for each id as soon as all it depends on are done. After the first failure nothing new starts; resolves
 * when everything under way has settled, with all failures.
 */
export async function runInOrder(
  graph: Dependencies,
  work: (id: string) => Promise<void>,
  onFailure: () => void = () => {},
): Promise<ReadonlyMap<string, unknown>> {
  const failures = new Map<string, unknown>();
  const done = new Set<string>();
  const running = new Map<string, Promise<void>>();

  const startReady = (): void => {
    if (failures.size > 0) return;
    for (const [id, needs] of graph) {
      if (done.has(id) || running.has(id)) continue;
      if ([...needs].every((needed) => done.has(needed) || !graph.has(needed))) running.set(id, start(id));
    }
  };
  const start = async (id: string): Promise<void> => {
    try {
      await work(id);
      done.add(id);
    } catch (error) {
      failures.set(id, error);
      if (failures.size === 1) onFailure();
    }
    running.delete(id);
  };

  for (startReady(); running.size > 0; startReady()) await Promise.race(running.values());
  return failures;
}
