import type { TaskFault } from '../faults/faults-api';
import type { FaultReport } from '../faults/run-fault';
import { duration } from './duration';
import { formatFollow } from './follow';
import type { Style } from './style';
import { table } from './table';

/** What is on, or what is over. */
export function formatFault(report: FaultReport, style: Style): string {
  if (report.kind === 'set') return formatFollow(report.followed, style);
  if (report.kind === 'removed') {
    if (report.removed.length === 0) return `${style.good('✓')} There was no fault.`;
    return report.removed
      .map(({ id, task }) => `${style.good('✓')} ${id} is over in task ${task.slice(0, 8)}`)
      .join('\n');
  }
  if (report.faults.length === 0) return 'No fault is active.';
  const header = ['task', 'id', 'type', 'route', 'strength', 'ends in', 'hit', 'owner'].map((title) =>
    style.quiet(title),
  );
  return table([header, ...report.faults.map(faultRow)]).join('\n');
}

function faultRow({ task, id, type, route, strength, remainingSeconds, requests, hits, owner }: TaskFault): string[] {
  return [
    task.slice(0, 8),
    id,
    type,
    route,
    String(strength),
    remainingSeconds === null ? 'no end' : duration(remainingSeconds * 1000),
    requests === null ? '-' : `${hits ?? 0} of ${requests}`,
    owner ?? '-',
  ];
}
