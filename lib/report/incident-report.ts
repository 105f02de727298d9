import { chartsOf, type Chart } from './charts';
import type { Ack, ReportFacts, RunFacts } from './facts';
import { badEventsOf, badSignalsOf, findIncidents, QUIET_SECONDS, type AlertRun, type Incident } from './incidents';
import { isKnown, known, unknown, type Known } from './known';
import { meansOf, measuresOf, type Measures, type Moments } from './measures';
import { growthsOf, grownWithin, valueAt, type Series, type Stretch } from './series';
import { timelineOf, type TimelineEntry } from './timeline';

/** What `lab report` says: plain data, from which Markdown, HTML and JSON are made. Times are seconds since 1970. */
export interface Report {
  readonly cluster: string;
  readonly endpoint: string | null;
  readonly range: ReportFacts['range'];
  /** The first moment of which Prometheus has data in the range; null when it has none. */
  readonly dataSince: number | null;
  /** Stretches in which Prometheus evaluated nothing. */
  readonly gaps: readonly Stretch[];
  readonly incidents: readonly IncidentReport[];
  readonly means: Measures;
  /** Alerts that went on from before the range, and that no incident explains. */
  readonly fromBefore: readonly AlertRun[];
}

/** One incident. */
export interface IncidentReport {
  /** Counts from 1, in the order of time. */
  readonly number: number;
  /** What broke, in a few words. */
  readonly title: string;
  /** Of the figures below: from just before the first sign to just after the last. */
  readonly span: Stretch;
  readonly severity: string | null;
  /** The run of `lab run` that it was; null when it was none. */
  readonly run: RunFacts | null;
  readonly moments: Moments;
  readonly measures: Measures;
  readonly disturbances: Incident['disturbances'];
  readonly alerts: readonly AlertRun[];
  readonly acks: readonly Ack[];
  readonly failed: Failed;
  readonly budgets: readonly BudgetSpent[];
  readonly timeline: readonly TimelineEntry[];
  readonly charts: readonly Chart[];
}

/** How many failed, counted inside of the service and from outside. */
export interface Failed {
  readonly inside: Counted;
  readonly outside: Counted;
}

export interface Counted {
  readonly all: number;
  readonly failed: number;
  /** By reason, most first; each list sums up to what was counted under that name. */
  readonly by: readonly { readonly name: string; readonly counts: readonly (readonly [string, number])[] }[];
}

/** What an incident took of one budget. Shares: 0.2 is 20 %. */
export interface BudgetSpent {
  readonly slo: string;
  readonly title: string;
  readonly objective: string;
  readonly clock: 'class' | 'real';
  readonly badEvents: number;
  readonly spent: Known<number>;
  readonly predicted: Known<number>;
  /** As Prometheus said it at both ends of the span; old failures leave a rolling period meanwhile. */
  readonly leftBefore: Known<number>;
  readonly leftAfter: Known<number>;
}

export interface ReportOptions {
  /** The ECS service that serves users. */
  readonly service: string;
}

/** Concludes from facts, and says of what they do not give that it is unknown. */
export function reportOf(facts: ReportFacts, options: ReportOptions): Report {
  const { incidents, fromBefore, gaps } = findIncidents(facts, options);
  const reports = incidents.map((incident, index) => incidentReport(facts, incidents, incident, index));
  return {
    cluster: facts.cluster,
    endpoint: facts.endpoint,
    range: facts.range,
    dataSince: facts.series.evaluated.points[0]?.[0] ?? null,
    gaps,
    incidents: reports,
    means: meansOf(reports.map(({ measures }) => measures)),
    fromBefore,
  };
}

/** The rules see an event one evaluation after the scrape that brought it, and a scrape comes up to five seconds later. */
const MARGIN_SECONDS = 15;

function incidentReport(
  facts: ReportFacts,
  all: readonly Incident[],
  incident: Incident,
  index: number,
): IncidentReport {
  const { range } = facts;
  const next = all[index + 1]?.core.from ?? Infinity;
  const span = {
    from: Math.max(range.from, incident.core.from - range.step),
    to: Math.min(range.to, incident.core.to + MARGIN_SECONDS, next - range.step),
  };
  const acks = acksOf(facts, incident, next);
  const moments = momentsOf(facts, incident, span, acks);
  const run = runOf(facts, incident);
  const budgets = budgetsOf(facts, run, span);
  // Until its pages are silent, or the next incident begins.
  const shown = {
    from: span.from - QUIET_SECONDS,
    to: Math.max(span.to, Math.min(endOf(incident, span), next - range.step)),
  };
  return {
    number: index + 1,
    title: titleOf(incident),
    span,
    severity:
      incident.alerts.flatMap(({ firing, labels }) => (firing === null ? [] : (labels['severity'] ?? []))).sort()[0] ??
      null,
    run,
    moments,
    measures: measuresOf(moments),
    disturbances: incident.disturbances,
    alerts: [...incident.alerts].sort((a, b) => (a.firing ?? a.pending ?? 0) - (b.firing ?? b.pending ?? 0)),
    acks,
    failed: failedOf(facts, span),
    budgets,
    timeline: timelineOf(facts, { ...incident, moments, acks, run }, shown),
    charts: chartsOf(facts, incident, budgets, shown),
  };
}

/** When the last page of the incident was silent, and a little more. */
function endOf({ alerts }: Incident, span: Stretch): number {
  const ends = pagesOf(alerts).flatMap(({ resolved }) => resolved ?? []);
  return Math.max(span.to, ...ends) + QUIET_SECONDS;
}

function titleOf({ disturbances, alerts }: Incident): string {
  const [main, ...others] = [
    ...new Set(disturbances.map(({ kind, name }) => (kind === 'task' ? `${name} stopped` : name))),
  ];
  if (main !== undefined) return others.length === 0 ? main : `${main}, and ${others.length} more`;
  const alert = alerts.find(({ firing }) => firing !== null);
  if (alert === undefined) return 'unnamed';
  return [alert.labels['slo'], alert.name].filter(Boolean).join(': ');
}

/** The last run that had begun when the incident did, and was not over. */
function runOf({ runs }: ReportFacts, { core }: Incident): RunFacts | null {
  return runs.findLast(({ from, to }) => from - 5 <= core.from && core.from <= (to ?? Infinity)) ?? null;
}

function pagesOf(alerts: readonly AlertRun[]): readonly AlertRun[] {
  return alerts.filter(({ firing, labels }) => firing !== null && labels['action'] === 'page');
}

function acksOf({ acks, range }: ReportFacts, { alerts }: Incident, next: number): Ack[] {
  return acks.filter(({ at, alert, slo, objective, clock }) => {
    const time = Date.parse(at) / 1000;
    return alerts.some(
      ({ name, labels, firing, resolved }) =>
        firing !== null &&
        name === alert &&
        (labels['slo'] ?? null) === slo &&
        (labels['objective'] ?? null) === objective &&
        (labels['clock'] ?? null) === clock &&
        // An evaluation is up to one step older than it was seen.
        time >= firing - range.step &&
        time <= Math.min(resolved ?? Infinity, next) + range.step,
    );
  });
}

function momentsOf(
  facts: ReportFacts,
  { core, disturbances, alerts }: Incident,
  span: Stretch,
  acks: readonly Ack[],
): Moments {
  const { range } = facts;
  const bad = badSignalsOf(facts)
    .flatMap(({ growths }) => growths.map(({ at }) => at))
    .filter((at) => at >= span.from && at <= span.to);
  const firings = alerts.flatMap(({ firing }) => firing ?? []);
  const pendings = alerts.flatMap(({ pending }) => pending ?? []);
  const pages = pagesOf(alerts);
  const isOver = range.to - core.to >= QUIET_SECONDS;
  const lastBad = last(bad);
  return {
    injected: disturbances.some(({ beganBefore }) => beganBefore)
      ? unknown('it began before the time that this report is about')
      : orWhy(
          first(disturbances.map(({ from }) => from)),
          'no fault was set and no task failed, as far as Prometheus and ECS still know',
        ),
    firstBad: orWhy(first(bad), 'no request and no probe failed'),
    pending: orWhy(first(pendings), 'no alert of this incident has a waiting time'),
    firing: orWhy(first(firings), 'no alert fired'),
    acknowledged: orWhy(
      first(acks.map(({ at }) => Date.parse(at) / 1000)),
      firings.length === 0 ? 'no alert fired' : 'nobody acknowledged it ("lab ack")',
    ),
    cleared: disturbances.some(({ goesOn }) => goesOn)
      ? unknown('what broke it goes on')
      : orWhy(last(disturbances.map(({ to }) => to)), 'what broke it is not known'),
    lastBad:
      lastBad === undefined
        ? unknown('no request and no probe failed')
        : isOver || range.to - lastBad >= QUIET_SECONDS
          ? known(lastBad)
          : unknown(`there were failures within the last ${QUIET_SECONDS} s of what was looked at`),
    resolved: pages.some(({ resolved }) => resolved === null)
      ? unknown('a page still fires')
      : orWhy(last(pages.flatMap(({ resolved }) => resolved ?? [])), 'no page fired'),
  };
}

function first(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : Math.min(...times);
}

function last(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : Math.max(...times);
}

function orWhy(time: number | undefined, why: string): Known<number> {
  return time === undefined ? unknown(why) : known(time);
}

function failedOf({ series, range }: ReportFacts, span: Stretch): Failed {
  const count = (counters: readonly Series[]) =>
    counters.reduce((sum, one) => sum + grownWithin(growthsOf(one, range.from + range.step), span), 0);
  const by = (name: string, label: string, counters: readonly Series[]) => {
    const names = [...new Set(counters.map(({ labels }) => labels[label] ?? 'unknown'))];
    const counts = names
      .map((value) => [value, count(counters.filter(({ labels }) => (labels[label] ?? 'unknown') === value))] as const)
      .filter(([, amount]) => amount > 0)
      .sort(([, a], [, b]) => b - a);
    return { name, counts };
  };
  return {
    inside: {
      all: count(series.requests),
      failed: count(series.failuresByStatus),
      by: [
        by('HTTP status', 'http_status', series.failuresByStatus),
        by('Route', 'route', series.failuresByRoute),
        by('The app’s own reason, with client errors', 'error_type', series.errorTypes),
      ],
    },
    outside: {
      all: count(series.probes),
      failed: count(series.probeFailures),
      by: [by('Reason', 'reason', series.probeFailures)],
    },
  };
}

/** Only budgets of which something was spent, or something was predicted. Class hour first, most spent first. */
function budgetsOf({ series, objectives }: ReportFacts, run: RunFacts | null, span: Stretch): BudgetSpent[] {
  const events = badEventsOf(series.events);
  const all = objectives.map(({ slo, title, objective, clock, budget, periodEvents }): BudgetSpent => {
    const counter = events.find((one) => one.slo === slo && one.objective === objective)?.series;
    const badEvents = counter === undefined ? 0 : grownWithin(growthsOf(counter, Infinity), span);
    const left = series.budgetLeft.find(
      ({ labels }) => labels['slo'] === slo && labels['objective'] === objective && labels['clock'] === clock,
    );
    const leftAt = (time: number): Known<number> => {
      const value = left === undefined ? null : valueAt(left, time);
      return value === null ? unknown('Prometheus does not say') : known(value);
    };
    const predicted = run?.predicted.find(
      (one) => one.slo === slo && one.clock === clock && one.objective === objective,
    );
    return {
      slo,
      title,
      objective,
      clock,
      badEvents,
      spent:
        budget === null || budget === 0 || periodEvents === null || periodEvents === 0
          ? unknown('Prometheus does not say how many events the period has')
          : known(badEvents / (periodEvents * budget)),
      predicted:
        predicted === undefined
          ? unknown(run === null ? 'it was no run of "lab run"' : (run.unpredicted ?? 'the run did not predict it'))
          : known(predicted.spent),
      leftBefore: leftAt(span.from),
      leftAfter: leftAt(span.to),
    };
  });
  const share = ({ spent }: BudgetSpent) => (isKnown(spent) ? spent.value : 0);
  return all
    .filter(({ badEvents, predicted }) => badEvents > 0 || isKnown(predicted))
    .sort((a, b) => a.clock.localeCompare(b.clock) || share(b) - share(a) || a.slo.localeCompare(b.slo));
}
