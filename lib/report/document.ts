import { CLOCK_TITLES } from '../slo/names';
import type { Chart } from './charts';
import type { BudgetSpent, Counted, IncidentReport, Report } from './incident-report';
import { isKnown } from './known';
import { MEASURES, type Measures, type Moments } from './measures';
import { severityNamed } from './severity';
import { alertText } from './timeline';
import { clockText, countText, dateText, durationText, knownText, percentText, plural } from './words';

/** A report as blocks: Markdown and HTML are two ways to write the same ones, so they cannot differ in a number. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Something that a reader must know before the figures are believed. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'chart'; readonly chart: Chart };

/** A figure that shall be seen first. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of numbers, which are aligned to the right; they count from 0. */
  readonly numbers: readonly number[];
}

/** The part of a report that data writes. */
export function documentOf(report: Report): Block[] {
  const { incidents } = report;
  const [only] = incidents;
  const title = incidents.length === 1 && only ? only.title : plural(incidents.length, 'incident');
  return [
    { kind: 'heading', level: 1, text: `Incident report: ${title}` },
    { kind: 'text', text: preamble(report) },
    ...notesOf(report),
    ...(incidents.length > 1 ? overviewOf(report) : []),
    ...incidents.flatMap((incident) => incidentBlocks(incident, incidents.length > 1)),
  ];
}

function preamble({ cluster, endpoint, range }: Report): string {
  const where = `${cluster} at ${endpoint ?? 'AWS'}`;
  return (
    `${where}, from ${dateText(range.from)} to ${dateText(range.to)}. Everything down to “Summary” was written by ` +
    `“lab report” from Prometheus, ECS and acknowledgements. Times are UTC; those of Prometheus are exact to ${range.step} s.`
  );
}

function notesOf({ range, dataSince, gaps, fromBefore }: Report): Block[] {
  const late = dataSince !== null && dataSince - range.from > range.step * 1.5;
  const notes = [
    ...(dataSince === null
      ? ['Prometheus has no data of this time: it was not there, or its history went with its task.']
      : []),
    ...(late ? [`Prometheus has data since ${clockText(dataSince)}; of the time before, nothing is known.`] : []),
    ...gaps.map(
      ({ from, to }) =>
        `Prometheus did not evaluate from ${clockText(from)} to ${clockText(to)}: what happened then is unknown, and what was on at both ends counts as on.`,
    ),
    ...fromBefore.map(
      ({ name, labels, resolved }) =>
        `${alertText(name, labels)} had been on before, and ${resolved === null ? 'still is' : `was resolved at ${clockText(resolved)}`}: it belongs to none of these incidents.`,
    ),
  ];
  return notes.map((text) => ({ kind: 'note', text }));
}

function overviewOf({ incidents, means }: Report): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'All incidents' },
    {
      kind: 'table',
      table: {
        caption: 'The incidents of this time',
        head: ['', 'Began', 'What', 'Severity', ...MEASURES.map(({ title }) => title)],
        rows: incidents.map(({ number, title, span, severity, measures }) => [
          String(number),
          clockText(span.from),
          title,
          severity ?? 'none',
          ...MEASURES.map(({ key }) => (isKnown(measures[key]) ? durationText(measures[key].value) : 'unknown')),
        ]),
        numbers: [0, 4, 5, 6],
      },
    },
    figuresOf(means, incidents.length),
  ];
}

function figuresOf(measures: Measures, incidents: number): Block {
  return {
    kind: 'figures',
    figures: MEASURES.map(({ key, title, mean, definition }) => ({
      label: incidents > 1 ? `${mean}, the mean of ${incidents}` : title,
      value: isKnown(measures[key]) ? durationText(measures[key].value) : 'unknown',
      note: isKnown(measures[key]) ? definition : `${measures[key].why}; it is the time ${definition}`,
    })),
  };
}

function incidentBlocks(incident: IncidentReport, isNumbered: boolean): Block[] {
  const { number, title, measures, moments, failed, budgets, alerts, timeline, charts, run } = incident;
  const heading = isNumbered ? `Incident ${number}: ${title}` : 'The incident';
  return [
    { kind: 'heading', level: 2, text: heading },
    ...(run === null ? [] : [{ kind: 'text' as const, text: runText(run) }]),
    figuresOf(measures, 1),
    { kind: 'table', table: momentsTable(moments) },
    ...charts.map((chart): Block => ({ kind: 'chart', chart })),
    h3('What failed'),
    {
      kind: 'text',
      text: `${countedText('in the service', 'requests', failed.inside)} ${countedText('from outside', 'probes', failed.outside)}`,
    },
    ...[...failed.inside.by, ...failed.outside.by]
      .filter(({ counts }) => counts.length > 0)
      .map(({ name, counts }): Block => ({
        kind: 'table',
        table: reasonTable(
          name,
          counts,
          failed.outside.by.some((one) => one.name === name),
        ),
      })),
    h3('What it took of the error budgets'),
    budgets.length === 0
      ? { kind: 'text', text: 'No bad event was counted by any SLO.' }
      : { kind: 'table', table: budgetTable(budgets) },
    h3('Alerts'),
    alerts.length === 0
      ? { kind: 'text', text: 'None was pending or fired: nobody was told.' }
      : { kind: 'table', table: alertTable(incident) },
    { kind: 'text', text: responseText(incident) },
    h3('Timeline'),
    {
      kind: 'table',
      table: {
        caption: 'What happened, in the order of time',
        head: ['UTC', 'What', 'Told by'],
        rows: timeline.map(({ at, text, source }) => [clockText(at), text, source]),
        numbers: [],
      },
    },
  ];
}

/** Whether somebody had it in time, by the severity of the incident. */
function responseText({ severity: name, acks, measures }: IncidentReport): string {
  const severity = severityNamed(name);
  if (severity === undefined) return 'No alert with a severity fired, so nobody had to respond.';
  const people = [...new Set(acks.map(({ by }) => by))].join(', ');
  const wanted = `The incident is ${severity.name}, the highest severity of its alerts: a first response within ${durationText(severity.responseSeconds)}.`;
  if (!isKnown(measures.acknowledge)) return `${wanted} Nobody acknowledged an alert.`;
  const taken = measures.acknowledge.value;
  const verdict =
    taken <= severity.responseSeconds ? 'in time' : `too late by ${durationText(taken - severity.responseSeconds)}`;
  return `${wanted} It had one after ${durationText(taken)}, ${verdict}, by ${people}.`;
}

function runText({ id, scenario, title, outcome, doubt }: NonNullable<IncidentReport['run']>): string {
  const doubted = doubt === null ? '' : ` Its prediction is not to be relied on: ${doubt}.`;
  return `It was a run of the scenario ${scenario} (${title}): ${id}. Its expectations: ${outcome}.${doubted}`;
}

function h3(text: string): Block {
  return { kind: 'heading', level: 3, text };
}

function share(value: BudgetSpent['spent']): string {
  return isKnown(value) ? percentText(value.value) : 'unknown';
}

const MOMENTS: readonly (readonly [keyof Moments, string])[] = [
  ['injected', 'Injected'],
  ['firstBad', 'First bad request'],
  ['pending', 'Alert pending'],
  ['firing', 'Alert firing'],
  ['acknowledged', 'Acknowledged'],
  ['cleared', 'Cause cleared'],
  ['lastBad', 'Last bad request'],
  ['resolved', 'Resolved'],
];

function momentsTable(moments: Moments): Table {
  const start = isKnown(moments.injected) ? moments.injected : moments.firstBad;
  return {
    caption: 'The moments of the incident',
    head: ['Moment', 'UTC', 'After the start'],
    rows: MOMENTS.map(([key, name]) => {
      const moment = moments[key];
      const after = isKnown(moment) && isKnown(start) ? durationText(Math.max(0, moment.value - start.value)) : '–';
      return [name, knownText(moment, clockText), after];
    }),
    numbers: [2],
  };
}

function countedText(where: string, what: string, { all, failed }: Counted): string {
  if (all === 0) return `Counted ${where}: no ${what}.`;
  return `Counted ${where}: ${countText(failed)} of ${countText(all)} ${what} failed (${percentText(failed / all)}).`;
}

function reasonTable(name: string, counts: readonly (readonly [string, number])[], isOutside: boolean): Table {
  return {
    caption: isOutside ? 'Failed probes by reason, counted from outside' : `${name}, counted in the service`,
    head: [name, isOutside ? 'Probes' : 'Requests'],
    rows: counts.map(([value, count]) => [value, countText(count)]),
    numbers: [1],
  };
}

function budgetTable(budgets: readonly BudgetSpent[]): Table {
  const hasPrediction = budgets.some(({ predicted }) => isKnown(predicted));
  return {
    caption: hasPrediction
      ? 'Spent = bad events ÷ (events of the whole period × (1 − objective)); predicted by “lab run” before it began'
      : 'Spent = bad events ÷ (events of the whole period × (1 − objective)); nothing was predicted',
    head: [
      'Clock',
      'SLO',
      'Objective',
      'Bad events',
      'Spent',
      ...(hasPrediction ? ['Predicted'] : []),
      'Left before',
      'Left after',
    ],
    rows: budgets.map(({ clock, title, objective, badEvents, spent, predicted, leftBefore, leftAfter }) => [
      CLOCK_TITLES[clock],
      title,
      objective,
      countText(badEvents),
      share(spent),
      ...(hasPrediction ? [share(predicted)] : []),
      share(leftBefore),
      share(leftAfter),
    ]),
    numbers: hasPrediction ? [2, 3, 4, 5, 6, 7] : [2, 3, 4, 5, 6],
  };
}

function alertTable({ alerts }: IncidentReport): Table {
  return {
    caption: 'Every alert of the incident',
    head: ['Severity', 'Alert', 'About', 'Pending', 'Firing', 'Resolved'],
    rows: alerts.map(({ name, labels, pending, firing, resolved }) => [
      labels['severity'] ?? 'none',
      name,
      [labels['slo'], labels['objective']].filter(Boolean).join(' ') || '–',
      pending === null ? '–' : clockText(pending),
      firing === null ? 'never' : clockText(firing),
      resolved === null ? 'still on' : clockText(resolved),
    ]),
    numbers: [],
  };
}
