import type { AlertOutcome, BudgetCost } from '../../slo/incident';
import { CLOCK_TITLES } from '../../slo/names';
import { percentText } from '../../slo/promql';
import type { SloSimulateReport } from '../commands/slo/simulate';
import { duration } from './duration';
import type { Style } from './style';
import { table } from './table';

/** What an incident does: a table of alerts for each SLO, and what it costs. */
export function formatSloSimulate(report: SloSimulateReport, style: Style): string {
  const { errorRatio, seconds, eventsPerSecond, historySeconds, outcomes } = report;
  const history =
    historySeconds === undefined ? 'all windows full of good events' : `${span(historySeconds)} of good events`;
  return [
    `${percentText(errorRatio)} of ${eventsPerSecond} events a second bad for ${span(seconds)}, after ${history}`,
    ...outcomes.flatMap(({ slo, alerts, costs }) => [
      '',
      style.strong(slo),
      ...alertTable(alerts, style),
      ...costs.map((cost) => `  ${costText(cost)}`),
    ]),
  ].join('\n');
}

/** One line an alert: when it fires after the incident's begin, and when it is off after the fix. */
export function alertTable(alerts: readonly AlertOutcome[], style: Style): string[] {
  return table(
    alerts.map(({ clock, objective, tier, severity, threshold, firesAfterSeconds, resetsAfterFixSeconds }) => [
      CLOCK_TITLES[clock],
      objective,
      tier,
      severity,
      `above ${percentText(threshold)}`,
      firesAfterSeconds === undefined ? style.quiet('silent') : style.bad(`fires after ${span(firesAfterSeconds)}`),
      firesAfterSeconds === undefined ? '' : resetText(resetsAfterFixSeconds),
    ]),
    '  ',
  );
}

function resetText(seconds: number | undefined): string {
  if (seconds === undefined) return 'still on';
  return seconds > 0 ? `off ${span(seconds)} after the fix` : `off ${span(-seconds)} before the fix`;
}

function costText({ clock, objective, share }: BudgetCost): string {
  const overspent = share > 1 ? `: overspent by ${percent(share - 1)} of it` : '';
  return `costs ${percent(share)} of the ${CLOCK_TITLES[clock]}'s budget at ${objective}${overspent}`;
}

/** Three digits are enough to compare. */
function percent(share: number): string {
  return percentText(Number(share.toPrecision(3)));
}

/** A window or a wait: `40 s`, `5 m`, `8 m 40 s`, `30 d`. */
export function span(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  const days = `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3_600)} h`;
  return (seconds >= 2 * 86_400 ? days : duration(seconds * 1000)).replace(/ 0 [hms]$/, '');
}
