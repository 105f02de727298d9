import { RECORDED } from '../../lib/slo/names';
import { CLOCK, clockVariable, labDashboard } from './dashboard';
import { BUDGET_THRESHOLDS, NONE_THRESHOLDS, SIZE, UNIT } from './house-style';
import { bars, stackedBars, stat, table, text, timeSeries } from './panels';

/** The dead man's switch always fires. */
const FIRING = 'alertstate="firing",kind!="watchdog"';
const SEVERITIES = ['P0', 'P1', 'P2', 'P3'] as const;

/** What fires, what is about to, and how much budget it costs; and the alerts that are of no clock. */
export const alertView = () =>
  labDashboard({ uid: 'alert-view', title: 'Alert view', source: 'alert-view.ts' })
    .withVariable(clockVariable())
    .withPanel(
      text(
        `**${CLOCK.title}**: burn alerts of this clock. A page wants somebody now, a ticket within days. ` +
          'Alerts that are of no clock (something is absent, a threshold on one metric) stand apart.',
        SIZE.banner,
      ),
    )
    .withPanel(firing('page', `Pages firing (${CLOCK.title})`, 'Burn alerts that want somebody now'))
    .withPanel(firing('ticket', `Tickets firing (${CLOCK.title})`, 'Burn alerts that want somebody within days'))
    .withPanel(otherAlerts())
    .withPanel(budgets())
    .withPanel(bySeverity())
    .withPanel(burnRates())
    .withPanel(firingAlerts());

function firing(action: 'page' | 'ticket', title: string, description: string) {
  return stat({
    title,
    description,
    queries: [{ expr: `count(ALERTS{${FIRING},action="${action}",${CLOCK.matcher}}) or vector(0)`, legend: action }],
    size: SIZE.sixth,
    unit: UNIT.count,
    thresholds: NONE_THRESHOLDS,
  });
}

function otherAlerts() {
  return stat({
    title: 'Others firing (no clock)',
    description: 'Alerts that something is absent, and those on the threshold of one metric',
    queries: [{ expr: `count(ALERTS{${FIRING},clock=""}) or vector(0)`, legend: 'others' }],
    size: SIZE.sixth,
    unit: UNIT.count,
    thresholds: NONE_THRESHOLDS,
  });
}

function budgets() {
  return bars({
    title: `Budget left (${CLOCK.title})`,
    description: `What is left of each error budget of the ${CLOCK.title}; below zero it is overspent`,
    queries: [{ expr: `sort(${RECORDED.budgetLeft}{${CLOCK.matcher}})`, legend: '{{slo}} {{objective}}' }],
    size: SIZE.halfRow,
    unit: UNIT.ratio,
    thresholds: BUDGET_THRESHOLDS,
  })
    .max(1)
    .decimals(1);
}

function bySeverity() {
  return stackedBars({
    title: `Alerts firing, by severity (${CLOCK.title})`,
    description: `Burn alerts of the ${CLOCK.title} over time, most urgent first`,
    queries: SEVERITIES.map((severity) => ({
      expr: `count(ALERTS{${FIRING},severity="${severity}",${CLOCK.matcher}}) or vector(0)`,
      legend: severity,
    })),
    size: SIZE.half,
    unit: UNIT.count,
  }).min(0);
}

function burnRates() {
  return timeSeries({
    title: `Burn rates (${CLOCK.title})`,
    description: `The fastest burn of each budget over the windows of the ${CLOCK.title}; at 1 it lasts for its period`,
    queries: [
      {
        expr: [
          `max by (slo, objective) (${RECORDED.burnRate}`,
          `and on (slo, objective, window) ${RECORDED.timeToExhaustion}{${CLOCK.matcher}})`,
        ].join('\n'),
        legend: '{{slo}} {{objective}}',
      },
    ],
    size: SIZE.half,
    unit: UNIT.times,
  }).min(0);
}

function firingAlerts() {
  return table({
    title: `What fires now (${CLOCK.title}, and what is of no clock)`,
    description: 'Every alert that fires; a row with the value 0 and no name says that there is none',
    queries: [{ expr: `ALERTS{${FIRING},clock=~"$clock|"} or on () vector(0)`, legend: '' }],
    size: SIZE.whole,
  });
}
