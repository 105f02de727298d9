import type { ResetReport } from '../commands/reset';
import { duration } from './duration';
import type { Style } from './style';

export function formatReset({ hasHistory, prometheus, tookMs }: ResetReport, style: Style): string {
  const past = hasHistory
    ? 'the month before now is the pristine synthetic one'
    : 'it begins with nothing: there is no synthetic month here';
  return [
    `${style.good('✓')} Observability was restarted in ${duration(tookMs)}; ${past}.`,
    style.quiet(`  Prometheus: ${prometheus}`),
  ].join('\n');
}
