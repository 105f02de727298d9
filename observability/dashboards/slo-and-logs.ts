import { RECORDED } from '../../lib/slo/names';
import { CLOCK, clockVariable, labDashboard } from './dashboard';
import { BUDGET_THRESHOLDS, SIZE, UNIT } from './house-style';
import { logCounts, logLines } from './log-panels';
import { stat, text, timeSeries } from './panels';

/** The labels that the log router gives (lib/constructs/log-router.ts). */
const APP_LOG = '{job="sre-app"}';
const SLO = `slo="availability",${CLOCK.matcher}`;

/** What is promised beside what the app says: only in a lab of `-c logs=loki`, which has the datasource. */
export const sloAndLogs = () =>
  labDashboard({ uid: 'slo-and-logs', title: 'SLO and logs', source: 'slo-and-logs.ts' })
    .withVariable(clockVariable())
    .withPanel(
      text(
        `**${CLOCK.title}**: availability, and the lines of the requests that cost it. The request id of a line is the one that ` +
          'the client got. More: *Explore*, datasource *Loki*, `{job="sre-app"} | json`.',
        SIZE.banner,
      ),
    )
    .withPanel(availability())
    .withPanel(budget())
    .withPanel(linesByLevel())
    .withPanel(failures());

function availability() {
  return timeSeries({
    title: `Availability (${CLOCK.title})`,
    description: `Good events of all events in the ${CLOCK.title}`,
    queries: [{ expr: `${RECORDED.sli}{${SLO}}`, legend: 'SLI of {{objective}}' }],
    size: SIZE.half,
    unit: UNIT.ratio,
  });
}

function budget() {
  return stat({
    title: `Budget left (${CLOCK.title})`,
    description: `What is left of the error budget of the ${CLOCK.title}; below zero it is overspent`,
    queries: [{ expr: `${RECORDED.budgetLeft}{${SLO}}`, legend: '{{objective}}' }],
    size: SIZE.half,
    unit: UNIT.ratio,
    thresholds: BUDGET_THRESHOLDS,
  }).decimals(1);
}

function linesByLevel() {
  return logCounts({
    title: 'Lines of the log, by level',
    description: 'An error line is a 5xx, or a connection that the service broke',
    expr: `sum by (level) (count_over_time(${APP_LOG} | json | level != "" [$__interval]))`,
    legend: '{{level}}',
    size: SIZE.whole,
  });
}

function failures() {
  return logLines({
    title: 'Requests that failed',
    description: "The app's lines of level error, newest first",
    expr: `${APP_LOG} | json | level = "error"`,
    size: SIZE.logs,
  });
}
