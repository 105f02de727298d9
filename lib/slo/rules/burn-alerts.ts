import { durationText } from '../duration-text';
import type { Clock, Objective, Slo, Tier } from '../model';
import { ALERT_LABELS, burnAlertName, CLOCK_TITLES, objectiveLabel, RECORDED, windowLabel } from '../names';
import { percentText, quoted, rounded } from '../promql';
import { selectObjective } from './counters';
import { isSampled, labelsOf } from './events';
import type { AlertingRule } from './rule';
import { clocksOf, tiersOf } from './windows';

/**
 * So many bad events must lie in the long window: one request that failed among three is no incident. Counted in bad
 * events, not in all of them, since an outage brings more of those and may bring fewer of the others.
 */
export const LEAST_BAD_EVENTS = 3;

/** An alert for each tier and objective: both windows burn faster than the tier's rate (SRE Workbook, chapter 5). */
export function burnAlerts(slo: Slo): AlertingRule[] {
  return clocksOf(slo).flatMap(({ clock, objectives }) =>
    objectives.flatMap((objective) => tiersOf(slo, clock.name).map((tier) => burnAlert(slo, objective, clock, tier))),
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

function burnAlert(slo: Slo, objective: Objective, clock: Clock, tier: Tier): AlertingRule {
  const [long, short] = [windowLabel(tier.longSeconds), windowLabel(tier.shortSeconds)];
  return {
    alert: burnAlertName(clock.name, tier),
    expr: conditionOf(slo, objective, tier),
    forSeconds: 0,
    keepFiringSeconds: tier.keepFiringSeconds,
    labels: {
      ...labelsOf(slo, objective),
      clock: clock.name,
      service: slo.service,
      [ALERT_LABELS.kind]: 'burn',
      [ALERT_LABELS.tier]: tier.name,
      [ALERT_LABELS.action]: tier.action,
      [ALERT_LABELS.severity]: tier.severity,
      [ALERT_LABELS.longWindow]: long,
      [ALERT_LABELS.shortWindow]: short,
    },
    annotations: annotationsOf(slo, objective, clock, tier),
  };
}

function conditionOf(slo: Slo, objective: Objective, tier: Tier): string {
  const select = selectObjective(slo, objective);
  const burn = (seconds: number) => `${RECORDED.burnRate}{${select},window=${quoted(windowLabel(seconds))}}`;
  const events = (event: string) =>
    `${RECORDED.increase}{${select},event="${event}",window=${quoted(windowLabel(tier.longSeconds))}}`;
  const least = leastBadEvents(slo);
  return [
    `${burn(tier.longSeconds)} > ${tier.burnRate}`,
    `and on (slo, objective)`,
    `${burn(tier.shortSeconds)} > ${tier.burnRate}`,
    ...(least > 0
      ? [
          `and on (slo, objective)`,
          // A tenth: good events of a histogram's cut bucket, and of a month, are not whole.
          `${events('total')} - ignoring (event) ${events('good')} > ${least - 0.1}`,
        ]
      : []),
  ].join('\n');
}

function annotationsOf(slo: Slo, objective: Objective, clock: Clock, tier: Tier): Record<string, string> {
  const title = CLOCK_TITLES[clock.name];
  const promise = `${slo.displayName} ${objectiveLabel(objective)}`;
  const long = windowLabel(tier.longSeconds);
  const share = percentText(budgetShare(tier, clock));
  const ofClock = `${selectObjective(slo, objective)},clock=${quoted(clock.name)}`;
  const left = lookUp(`${RECORDED.budgetLeft}{${ofClock}}`, 'humanizePercentage');
  const exhausted = lookUp(`${RECORDED.timeToExhaustion}{${ofClock},window=${quoted(long)}}`, 'humanizeDuration');
  const burn = '{{ $value | printf "%.1f" }}';
  return {
    summary: `${title}: ${promise} burns its error budget ${burn} times too fast`,
    description:
      `In the last ${long} the error budget of the ${title} (${durationText(clock.periodSeconds)}) burnt ${burn} times ` +
      `faster than allowed; this alert is for more than ${tier.burnRate} times, which is ${share} of the budget in ${long}. ` +
      `Left of the budget: ${left}. At this rate it is spent in: ${exhausted}.`,
    burn_rate: burn,
    budget_share: share,
    budget_left: left,
    time_to_exhaustion: exhausted,
    ...(slo.runbookUrl === undefined ? {} : { runbook_url: slo.runbookUrl }),
  };
}

/** A template that asks Prometheus when the alert is sent; an answer that is not there is a word, not an error. */
function lookUp(query: string, humanize: string): string {
  return `{{ with query ${backquoted(query)} }}{{ . | first | value | ${humanize} }}{{ else }}unknown{{ end }}`;
}

/** Go's raw strings know no escapes; names and labels of an SLO have no backquote. */
function backquoted(text: string): string {
  return `\`${text}\``;
}
