import type { TaskFault } from '../faults/faults-api';
import type { PanicReport } from '../faults/panic';
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
  if (report.kind === 'panic') return panicText(report, style);
  if (report.faults.length === 0) return 'No fault is active.';
  const header = ['task', 'id', 'type', 'route', 'strength', 'ends in', 'hit', 'owner'].map((title) =>
    style.quiet(title),
  );
  return table([header, ...report.faults.map(faultRow)]).join('\n');
}

/** What is over, what is not, and what the panic button does not touch. */
function panicText({ removed, remaining, unanswered, scenarios }: PanicReport, style: Style): string {
  const isOver = remaining.length === 0 && unanswered.length === 0 && scenarios.every(({ isRestored }) => isRestored);
  return [
    ...removed.map(({ id, task }) => `${style.good('✓')} ${id} is over in task ${task.slice(0, 8)}`),
    ...scenarios.flatMap(({ isRestored, said }) =>
      said.map((line) => `${isRestored ? style.good('✓') : style.bad('✗')} scenario: ${line}`),
    ),
    ...remaining.map(({ id, task }) =>
      style.bad(`✗ ${id} is on again in task ${task.slice(0, 8)}: somebody sets it; once more ends it`),
    ),
    ...unanswered.map(({ task, why }) =>
      style.bad(
        `✗ task ${task.slice(0, 8)}: ${why}; "npx lab stop-task --task ${task.slice(0, 8)}" replaces it, and its faults go with it`,
      ),
    ),
    ...(isOver
      ? [`${style.good('✓')} ${removed.length === 0 ? 'There was no fault.' : 'No fault is active any more.'}`]
      : []),
    style.quiet(
      'Not touched: traffic ("npx lab traffic", the console), how many tasks there are ("npx lab scale 1"), deployments, what was spent of the budgets ' +
        '("npx lab reset"). A header X-Chaos-Fault ends with its own request; faults of CHAOS_FAULTS come back with a replaced task.',
    ),
  ].join('\n');
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
