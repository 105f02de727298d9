import type { Viewers } from './viewers';

/** The console's own metrics in Prometheus' text format: three numbers need no library. */
export function metricsText(viewers: Pick<Viewers, 'count' | 'dropped'>): string {
  const metrics = [
    ['sre_console_viewers', 'gauge', 'Pages that look on now.', viewers.count()],
    [
      'sre_console_viewers_dropped_total',
      'counter',
      'Pages that were let go because they did not read.',
      viewers.dropped(),
    ],
    ['process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes.', process.memoryUsage.rss()],
  ] as const;
  return metrics
    .map(([name, type, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`)
    .join('');
}
