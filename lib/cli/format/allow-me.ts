import type { AccessReport, DoorChange } from '../access/report';
import type { Style } from './style';
import { table } from './table';

/** Which ports are open to whom now, and what a deployment does to that. */
export function formatAccess(report: AccessReport, style: Style): string {
  const { cluster, cidr, opened, alreadyOpen, closed, isOnThisMachine } = report;
  if (isOnThisMachine) {
    return 'nothing to open: this lab runs on this machine, which may always reach it and which alone can; "--target aws" is the one on AWS';
  }
  if (opened.length + alreadyOpen.length === 0) {
    return closed.length === 0
      ? 'nothing to take back: no rule of lab allow-me is there'
      : [`${style.good('✓')} ${cluster} is closed again to`, ...rows(closed, 'closed', style)].join('\n');
  }
  return [
    `${style.good('✓')} ${style.strong(cluster)} is open to ${style.strong(cidr ?? '')}, at the addresses of "npx lab status"`,
    ...rows(opened, 'opened', style),
    ...rows(alreadyOpen, 'was open', style),
    style.quiet(
      'cdk deploy keeps what was opened here; ./deploy.sh, cdk destroy and "npx lab allow-me --remove" take it back',
    ),
  ].join('\n');
}

function rows(changes: readonly DoorChange[], what: string, style: Style): string[] {
  return table(
    changes.map(({ service, port, cidr }) => [service, `port ${port}`, cidr, style.quiet(what)]),
    '  ',
  );
}
