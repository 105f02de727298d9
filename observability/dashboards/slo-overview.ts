import {
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { RECORDED } from '../../lib/slo/names';
import { CLOCK, clockVariable, labDashboard } from './dashboard';
import {
  BUDGET_THRESHOLDS,
  BURN_THRESHOLDS,
  DATASOURCE,
  EXHAUSTION_THRESHOLDS,
  FOR_EVER_SECONDS,
  NONE_THRESHOLDS,
  SIZE,
  UNIT,
} from './house-style';
import { bars, durationStat, stat, text, timeSeries } from './panels';

const SLO = `slo="$slo",${CLOCK.matcher}`;
const OBJECTIVE = '{{objective}}';
/** What says which objectives, and which windows, are of the clock. */
const OF_CLOCK = `and on (slo, objective) ${RECORDED.info}{${SLO}}`;
const WINDOWS_OF_CLOCK = `and on (slo, objective, window) ${RECORDED.timeToExhaustion}{${SLO}}`;

/** A row for each SLO of the clock: what is promised, what is kept, what is left, how fast it goes. */
export const sloOverview = () =>
  labDashboard({ uid: 'slo-overview', title: 'SLO overview', source: 'slo-overview.ts' })
    .withVariable(clockVariable())
    .withVariable(sloVariable())
    .withPanel(
      text(
        `**${CLOCK.title}**: an error budget is what an SLO allows to go wrong within its period, here within the ` +
          `${CLOCK.title}. What is marked as *synthetic history* was never measured.`,
        SIZE.banner,
      ),
    )
    // An open row has the panels that follow it.
    .withRow(new RowBuilder(`$slo · ${CLOCK.title}`).repeat('slo'))
    .withPanel(sliAgainstTarget())
    .withPanel(budgetLeft())
    .withPanel(burnByWindow())
    .withPanel(timeToExhaustion())
    .withPanel(alertsFiring());

/** Every SLO that the rules know, and has the clock: a new file in observability/slo is a new row. */
function sloVariable(): QueryVariableBuilder {
  return new QueryVariableBuilder('slo')
    .label('SLO')
    .datasource(DATASOURCE)
    .query(`label_values(${RECORDED.info}{${CLOCK.matcher}}, slo)`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .current({ text: 'All', value: '$__all', selected: true });
}

function sliAgainstTarget() {
  return timeSeries({
    title: `SLI against target (${CLOCK.title})`,
    description: `Good events of all events in the ${CLOCK.title}, and the share that is promised`,
    queries: [
      { expr: `${RECORDED.sli}{${SLO}}`, legend: `SLI of ${OBJECTIVE}` },
      { expr: `${RECORDED.target}{slo="$slo"} ${OF_CLOCK}`, legend: `target ${OBJECTIVE}` },
    ],
    size: SIZE.quarter,
    unit: UNIT.ratio,
  }).overrideByRegexp('/^target/', [
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 8] } },
    { id: 'custom.fillOpacity', value: 0 },
  ]);
}

function budgetLeft() {
  return stat({
    title: `Budget left (${CLOCK.title})`,
    description: `What is left of the error budget of the ${CLOCK.title}; below zero it is overspent`,
    queries: [{ expr: `${RECORDED.budgetLeft}{${SLO}}`, legend: OBJECTIVE }],
    size: SIZE.quarter,
    unit: UNIT.ratio,
    thresholds: BUDGET_THRESHOLDS,
  }).decimals(1);
}

function burnByWindow() {
  return bars({
    title: `Burn rate by window (${CLOCK.title})`,
    description: `How many times faster than allowed the budget of the ${CLOCK.title} burns; at 1 it lasts for its period`,
    queries: [
      { expr: `sort_desc(${RECORDED.burnRate}{slo="$slo"} ${WINDOWS_OF_CLOCK})`, legend: `${OBJECTIVE} in {{window}}` },
    ],
    size: SIZE.quarter,
    unit: UNIT.times,
    thresholds: BURN_THRESHOLDS,
  })
    .min(0)
    .decimals(2);
}

function timeToExhaustion() {
  return durationStat({
    title: 'Time to exhaustion',
    description: `How long the budget of the ${CLOCK.title} lasts if it burns on as in the worst window`,
    queries: [
      {
        expr: `clamp_max(min by (objective) (${RECORDED.timeToExhaustion}{${SLO}}), ${FOR_EVER_SECONDS})`,
        legend: OBJECTIVE,
      },
    ],
    size: SIZE.eighth,
    thresholds: EXHAUSTION_THRESHOLDS,
  });
}

function alertsFiring() {
  return stat({
    title: 'Alerts firing',
    description: `Burn alerts of the ${CLOCK.title} that fire now`,
    queries: [{ expr: `count(ALERTS{alertstate="firing",${SLO}}) or vector(0)`, legend: 'firing' }],
    size: SIZE.eighth,
    unit: UNIT.count,
    thresholds: NONE_THRESHOLDS,
  });
}
