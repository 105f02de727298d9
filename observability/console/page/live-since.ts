import type { Snapshot } from '../src/snapshot';

/** Seconds since the epoch: what Prometheus has of the time before its own task started was made up. */
export function liveSince({ services }: Pick<Snapshot, 'services'>): number | undefined {
  const tasks = services.data?.flatMap((service) => service.tasks) ?? [];
  const own = tasks.find(
    ({ status, containers }) => status === 'RUNNING' && containers.some(({ name }) => name === 'prometheus'),
  );
  return own?.startedAt ? Date.parse(own.startedAt) / 1000 : undefined;
}
