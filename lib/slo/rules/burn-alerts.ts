import { durationText } from '../duration-text';
import type { Clock, Objective, Slo, Tier } from '../model';
import { ALERT_LABELS, burnAlertName, CLOCK_TITLES, RECORDED, windowLabel } from '../names';
import { percentText, quoted, rounded } from '../promql';
import { selectObjectives, selectSlo } from './counters';
import { isSampled } from './events';
import type { AlertingRule } from './rule';
import { clocksOf, tiersOf } from './windows';

/**
 * So many bad events must lie in the long window: one request that failed among three is no incident. Counted in bad
 * events, not in all of them, since an outage brings more of those and may bring fewer of the others.
 */
export const LEAST_BAD_EVENTS = 3;

/** An alert for each tier, and in it for each objective: both windows burn faster than the tier's rate (SRE Workbook, chapter 5). */
export function burnAlerts(slo: Slo): AlertingRule[] {
  return clocksOf(slo).flatMap(({ clock, objectives }) =>
    tiersOf(slo, clock.name).map((tier) => burnAlert(slo, objectives, clock, tier)),
  );
}

/** The bad events that a tier waits for: none where an event is a slice or a look, which are many events already. */
export function leastBadEvents(slo: Slo): number {
  return isSampled(slo) || slo.budgeting.method !== 'Occurrences' ? 0 : LEAST_BAD_EVENTS;
}

/** The share of the budget that is gone when a tier's long window has burnt at its rate. */
export function budgetShare({ burnRate, longSeconds }: Tier, { periodSeconds }: Clock): number {
  return rounded((burnRate * longSeconds) / periodSeconds);
}

function burnAlert(slo: Slo, objectives: readonly Objective[], clock: Clock, tier: Tier): AlertingRule {
  const [long, short] = [windowLabel(tier.longSeconds), windowLabel(tier.shortSeconds)];
  return {
    alert: burnAlertName(clock.name, tier),
    expr: conditionOf(slo, objectives, tier),
    forSeconds: 0,
    keepFiringSeconds: tier.keepFiringSeconds,
    labels: {
      slo: slo.name,
      clock: clock.name,
      service: slo.service,
      [ALERT_LABELS.kind]: 'burn',
      [ALERT_LABELS.tier]: tier.name,
      [ALERT_LABELS.action]: tier.action,
      [ALERT_LABELS.severity]: tier.severity,
      [ALERT_LABELS.longWindow]: long,
      [ALERT_LABELS.shortWindow]: short,
    },
    annotations: annotationsOf(slo, clock, tier),
  };
}

function conditionOf(slo: Slo, objectives: readonly Objective[], tier: Tier): string {
  const select = selectObjectives(slo, objectives);
  const over = (metric: string, seconds: number) => `${metric}{${select},window=${quoted(windowLabel(seconds))}}`;
  const least = leastBadEvents(slo);
  return [
    `max without (window) (${over(RECORDED.burnRate, tier.longSeconds)} > ${tier.burnRate})`,
    `and on (objective)`,
    `${over(RECORDED.burnRate, tier.shortSeconds)} > ${tier.burnRate}`,
    // A tenth: good events of a bucket that the threshold cuts, and of a month, are not whole.
    ...(least > 0 ? [`and on (objective)`, `${over(RECORDED.badIncrease, tier.longSeconds)} > ${least - 0.1}`] : []),
  ].join('\n');
}

function annotationsOf(slo: Slo, clock: Clock, tier: Tier): Record<string, string> {
  const title = CLOCK_TITLES[clock.name];
  const promise = `${slo.displayName} {{ $labels.objective }}`;
  const long = windowLabel(tier.longSeconds);
  const share = percentText(budgetShare(tier, clock));
  const ofClock = `${selectSlo(slo)},objective=%q,clock=${quoted(clock.name)}`;
  const left = lookUp(`${RECORDED.budgetLeft}{${ofClock}}`, 'humanizePercentage');
  const exhausted = lookUp(`${RECORDED.timeToExhaustion}{${ofClock},window=${quoted(long)}}`, 'humanizeDuration');
  const burn = '{{ $value | printf "%.1f" }}';
  return {
    summary: `${title}: ${promise} burns its error budget ${burn} times too fast`,
    description:
      `In the last ${long} the error budget of the ${title} (${durationText(clock.periodSeconds)}) burnt ${burn} times ` +
      `faster than allowed; this alert is for more than ${tier.burnRate} times, which is ${share} of the budget in ${long}.`,
    burn_rate: burn,
    budget_share: share,
    budget_left: left,
    time_to_exhaustion: exhausted,
    ...(slo.runbookUrl === undefined ? {} : { runbook_url: slo.runbookUrl }),
  };
}

/**
 * A template that asks Prometheus when the alert is sent, with the alert's objective for `%q`; no answer is a word, not
 * an error. Go's raw strings know no escapes, and names of an SLO have no backquote.
 */
function lookUp(query: string, humanize: string): string {
  const ask = `query (printf \`${query}\` $labels.objective)`;
  return `{{ with ${ask} }}{{ . | first | value | ${humanize} }}{{ else }}unknown{{ end }}`;
}
