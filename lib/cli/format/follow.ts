import { CLOCK_TITLES } from '../../slo/names';
import type { FollowReport } from '../follow/follow';
import type { Reached } from '../follow/plan';
import { duration } from './duration';
import { percent } from './numbers';
import type { Style } from './style';

/** One milestone, as it is reached. */
export function followLine({ name, at, detail }: Reached, startedAt: number, style: Style): string {
  const after = duration(Math.max(0, at - startedAt)).padStart(8);
  const bad = name === 'SLI falls' || name === 'alert fires';
  return `${bad ? style.bad('▼') : style.good('✓')} ${style.quiet(after)}  ${style.strong(name.padEnd(20))} ${detail}`;
}

/** The line between two milestones. */
export function waitingLine(sinceMs: number, missing: readonly string[], problem: string | null, style: Style): string {
  const why = problem === null ? '' : `; ${style.warn(problem)}`;
  return `${style.quiet(`… ${duration(sinceMs).padStart(8)}  waiting for: ${missing.join(', ')}`)}${why}`;
}

/** How it ended; the milestones were told as they came. */
export function formatFollow(report: FollowReport, style: Style): string {
  const { outcome, missing, problem, tookMs, did } = report;
  const after = duration(tookMs);
  if (outcome === 'not followed') return `${style.good('✓')} ${did}. Look with "npx lab watch".`;
  if (outcome === 'over') return [`${style.good('✓')} Over after ${after}.${costText(report)}`].join('\n');
  const waited = missing.length > 0 ? `; not seen: ${missing.join(', ')}` : '';
  const because = problem === null ? '' : ` (${problem})`;
  if (outcome === 'stopped') {
    return style.warn(
      `● Nobody follows it any more after ${after}${waited}. What was set off goes on; look with "npx lab watch".`,
    );
  }
  if (outcome === 'failed') return style.bad(`✗ It failed after ${after}: ${problem ?? 'unknown'}${waited}.`);
  return style.bad(
    `✗ Not over after ${after}${waited}${because}. Look with "npx lab status", or give it more time with --timeout.`,
  );
}

function costText({ cost }: FollowReport): string {
  if (cost.length === 0) return '';
  const texts = cost.map(({ slo, objective, share }) => `${percent(share)} of ${slo} ${objective}`);
  return ` It cost ${texts.join(', ')} (${CLOCK_TITLES.class}).`;
}
