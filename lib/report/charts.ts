import { CLOCK_TITLES } from '../slo/names';
import type { ReportFacts } from './facts';
import type { BudgetSpent } from './incident-report';
import type { Incident } from './incidents';
import { alertText } from './timeline';
import type { Point, Series, Stretch } from './series';
import { clockText } from './words';

/** A picture of an incident as data. Times are seconds since 1970. */
export type Chart = LineChart | BarChart;

/** Lines over time, with the stretches in which something was broken behind them. */
export interface LineChart {
  readonly kind: 'lines';
  readonly title: string;
  /** One sentence for who does not see it. */
  readonly description: string;
  readonly span: Stretch;
  /** Values are shares: 0.1 is 10 %. */
  readonly lines: readonly Line[];
  readonly shaded: readonly Bar[];
}

/** A line ends where nobody looked, and begins again. */
export interface Line {
  readonly name: string;
  readonly points: readonly Point[];
}

/** What was on when: a row each. */
export interface BarChart {
  readonly kind: 'bars';
  readonly title: string;
  readonly description: string;
  readonly span: Stretch;
  readonly rows: readonly {
    readonly name: string;
    readonly tone: 'fault' | 'page' | 'ticket';
    readonly bars: readonly Stretch[];
  }[];
}

export interface Bar extends Stretch {
  readonly name: string;
}

/** More lines than colours that can be told apart help nobody. */
const MOST_LINES = 5;

/** The pictures of an incident: what was on, how much failed, what was left of the budgets by each clock. */
export function chartsOf(
  facts: ReportFacts,
  incident: Incident,
  budgets: readonly BudgetSpent[],
  wanted: Stretch,
): Chart[] {
  const { series, range } = facts;
  const span = { from: Math.max(wanted.from, range.from), to: Math.min(wanted.to, range.to) };
  const shaded = incident.disturbances.map(({ name, from, to }) => ({ name, ...clipped({ from, to }, span) }));
  const touched = new Set(budgets.map(({ slo, objective }) => `${slo} ${objective}`));
  const lines = (all: readonly Series[], keep: (labels: Series['labels']) => boolean): Line[] =>
    all
      .filter(({ labels }) => touched.has(nameOf(labels)) && keep(labels))
      .sort((a, b) => rankOf(budgets, a.labels) - rankOf(budgets, b.labels))
      .slice(0, MOST_LINES)
      .map(({ labels, points }) => ({ name: nameOf(labels), points: within(points, span) }));
  const left: LineChart = {
    kind: 'lines',
    title: `Error budget left, ${CLOCK_TITLES.class}`,
    description: `What Prometheus said was left of each budget of the ${CLOCK_TITLES.class}; below 0 % it is overspent.`,
    span,
    lines: lines(series.budgetLeft, (labels) => labels['clock'] === 'class'),
    shaded,
  };
  // Of a month, an incident of minutes is a step that a scale from 0 to 100 % would hide.
  const spent: LineChart = {
    kind: 'lines',
    title: `Error budget spent since ${clockText(span.from)}, ${CLOCK_TITLES.real}`,
    description: `What was left of each budget of the ${CLOCK_TITLES.real} then, less what Prometheus said was left of it later.`,
    span,
    lines: lines(series.budgetLeft, (labels) => labels['clock'] === 'real').map(({ name, points }) => ({
      name,
      points: points.map(([time, value]) => [time, (points[0]?.[1] ?? value) - value] as const),
    })),
    shaded,
  };
  // One objective of each SLO: the share of bad events is the same for all of them.
  const seen = new Set<string>();
  const ratios: LineChart = {
    kind: 'lines',
    title: 'Share of bad events',
    description: 'Bad ÷ all events in the shortest window of each SLO, as the recording rule slo:error_ratio has it.',
    span,
    lines: lines(series.errorRatios, ({ slo = '' }) => !seen.has(slo) && seen.add(slo) !== undefined).map((line) => ({
      ...line,
      name: line.name.split(' ')[0] ?? line.name,
    })),
    shaded,
  };
  const charts = [whatWasOn(incident, span), ratios, left, spent];
  return charts.filter((chart) => (chart.kind === 'bars' ? chart.rows.length > 0 : chart.lines.length > 0));
}

function whatWasOn({ disturbances, alerts }: Incident, span: Stretch): BarChart {
  const faults = [...new Set(disturbances.map(({ name }) => name))].map((name) => ({
    name,
    tone: 'fault' as const,
    bars: disturbances.filter((one) => one.name === name).map((one) => clipped(one, span)),
  }));
  const inOrder = [...alerts].sort((a, b) => (a.firing ?? Infinity) - (b.firing ?? Infinity));
  const names = [...new Set(inOrder.map(({ name, labels }) => alertText(name, labels)))];
  const rows = names.map((name) => {
    const runs = alerts.filter((one) => alertText(one.name, one.labels) === name && one.firing !== null);
    return {
      name,
      tone: runs[0]?.labels['action'] === 'page' ? ('page' as const) : ('ticket' as const),
      bars: runs.map(({ firing, resolved }) => clipped({ from: firing ?? span.from, to: resolved ?? span.to }, span)),
    };
  });
  return {
    kind: 'bars',
    title: 'What was on, and what fired',
    description: 'A row for each fault or stopped task and each alert, with a bar from its beginning to its end.',
    span,
    rows: [...faults, ...rows.filter(({ bars }) => bars.length > 0)],
  };
}

function nameOf({ slo = 'unknown', objective = '' }: Series['labels']): string {
  return `${slo} ${objective}`.trim();
}

/** Most spent first: the order of `budgets`. */
function rankOf(budgets: readonly BudgetSpent[], labels: Series['labels']): number {
  return budgets.findIndex(({ slo, objective }) => `${slo} ${objective}` === nameOf(labels));
}

function within(points: readonly Point[], { from, to }: Stretch): Point[] {
  return points.filter(([time]) => time >= from && time <= to);
}

function clipped({ from, to }: Stretch, span: Stretch): Stretch {
  return { from: Math.min(Math.max(from, span.from), span.to), to: Math.max(Math.min(to, span.to), span.from) };
}
