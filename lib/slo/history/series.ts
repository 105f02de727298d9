import { LATENCY_BUCKETS_SECONDS, MATCH_SCORE_BUCKETS } from '../../../app/src/metrics/names';
import type { Events } from './events';
import { logNormal, normal, type Distribution } from './distributions';
import { HISTORY_METRICS, INCIDENT_METRIC } from './metric-names';
import { SYNTHETIC } from './options';

/** One metric of the history with its series. */
export interface Family {
  /** Without the suffixes of its series. */
  readonly name: string;
  readonly type: 'counter' | 'histogram' | 'gauge';
  readonly help: string;
  readonly series: readonly Series[];
}

/** A series: its value at each of the history's times; undefined where it has no sample. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly valueAt: (index: number) => number | undefined;
}

/** The labels that a scrape would add. Not of an address that a task could get: a history has no task. */
const APP = { instance: 'history:5000', job: 'sre-app', ...SYNTHETIC };
const PROBE = { instance: 'history:9115', job: 'outside-in', ...SYNTHETIC };

/**
 * All of the history's traffic is of one route, whose answers come from data and have a score: every SLI sees all of it,
 * and a month is small enough to be made and read quickly.
 */
const ROUTE = { method: 'POST', route: '/api/match' };

const BRISK = logNormal(0.004, 0.5);
const ORDINARY = logNormal(0.035, 0.68);
const SLOW = logNormal(0.45, 0.8);

const GOOD_SCORES = normal(0.87, 0.06);
const POOR_SCORES = normal(0.71, 0.08);

/** Every series of the history, under the names and labels of the live ones and with `source="backfill"`. */
export function familiesOf(events: Events): Family[] {
  return [
    {
      name: bare(HISTORY_METRICS.requests),
      type: 'counter',
      help: 'Answered requests',
      series: requestCounters(events, HISTORY_METRICS.requests),
    },
    {
      name: HISTORY_METRICS.requestDuration,
      type: 'histogram',
      help: 'Seconds from the request to the end of its answer',
      series: requestDurations(events, HISTORY_METRICS.requestDuration),
    },
    {
      name: bare(HISTORY_METRICS.dataAnswers),
      type: 'counter',
      help: 'Answers from data',
      series: dataAnswers(events, HISTORY_METRICS.dataAnswers),
    },
    {
      name: HISTORY_METRICS.matchScore,
      type: 'histogram',
      help: 'Scores of matches',
      series: matchScores(events, HISTORY_METRICS.matchScore),
    },
    {
      name: bare(HISTORY_METRICS.probes),
      type: 'counter',
      help: 'Probes from outside',
      series: [probes(events, HISTORY_METRICS.probes)],
    },
    {
      name: bare(HISTORY_METRICS.probeFailures),
      type: 'counter',
      help: 'Probes from outside that failed',
      series: [{ name: HISTORY_METRICS.probeFailures, labels: PROBE, valueAt: whole([1, events.failedProbes]) }],
    },
    {
      name: INCIDENT_METRIC,
      type: 'gauge',
      help: 'Always 1, while a synthetic incident lasts',
      series: incidentMarks(events),
    },
  ];
}

function requestCounters({ brisk, ordinary, slow, failed }: Events, name: string): Series[] {
  return [
    { name, labels: { ...ROUTE, ...status('200'), ...APP }, valueAt: whole([1, brisk], [1, ordinary], [1, slow]) },
    { name, labels: { ...ROUTE, ...status('500'), ...APP }, valueAt: whole([1, failed]) },
  ];
}

/** Of the good answers only: a latency SLI leaves 5xx out. */
function requestDurations({ brisk, ordinary, slow }: Events, name: string): Series[] {
  return histogram(name, { ...ROUTE, ...status('200'), ...APP }, LATENCY_BUCKETS_SECONDS, [
    [brisk, BRISK],
    [ordinary, ORDINARY],
    [slow, SLOW],
  ]);
}

function dataAnswers({ fresh, stale, degraded }: Events, name: string): Series[] {
  return Object.entries({ fresh, stale, degraded }).map(([freshness, answers]) => ({
    name,
    labels: { freshness, ...APP },
    valueAt: whole([1, answers]),
  }));
}

function matchScores({ wellScored, poorlyScored }: Events, name: string): Series[] {
  return histogram(name, APP, MATCH_SCORE_BUCKETS, [
    [wellScored, GOOD_SCORES],
    [poorlyScored, POOR_SCORES],
  ]);
}

function probes({ times }: Events, name: string): Series {
  const start = times[0] ?? 0;
  return { name, labels: PROBE, valueAt: (index) => Math.floor((times[index] ?? 0) - start) };
}

function incidentMarks({ times, incidents }: Events): Series[] {
  return incidents.map(({ name, summary, from, to }) => ({
    name: INCIDENT_METRIC,
    labels: { incident: name, summary, ...SYNTHETIC },
    valueAt(index) {
      const time = times[index] ?? 0;
      return time >= from && time <= to ? 1 : undefined;
    },
  }));
}

/** Running totals of observations, and how each kind is distributed. */
type Mixture = readonly (readonly [total: Float64Array, distribution: Distribution])[];

/** A classic histogram: buckets, sum and count agree at every moment, because all are cut from the same totals. */
function histogram(
  name: string,
  labels: Readonly<Record<string, string>>,
  bounds: readonly number[],
  mixture: Mixture,
): Series[] {
  const weighted = (weight: (distribution: Distribution) => number) =>
    mixture.map(([total, distribution]): Term => [weight(distribution), total]);
  const count = whole(...weighted(() => 1));
  const sum = sumOf(weighted(({ mean }) => mean));
  return [
    ...bounds.map((bound) => ({
      name: `${name}_bucket`,
      labels: { ...labels, le: String(bound) },
      valueAt: whole(...weighted((distribution) => distribution.atMost(bound))),
    })),
    { name: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, valueAt: count },
    { name: `${name}_sum`, labels, valueAt: (index) => Math.floor(sum(index) * 1000) / 1000 },
    { name: `${name}_count`, labels, valueAt: count },
  ];
}

type Term = readonly [weight: number, total: Float64Array];

/** Each total only rises and rounding keeps order, so that the sum never falls: a counter has no resets. */
function sumOf(terms: readonly Term[]): (index: number) => number {
  return (index) => {
    let sum = 0;
    for (const [weight, total] of terms) sum += weight * (total[index] ?? 0);
    return sum;
  };
}

function whole(...terms: readonly Term[]): (index: number) => number {
  const sum = sumOf(terms);
  return (index) => Math.floor(sum(index));
}

/** `status` is what the scrape adds to `http_status`. */
function status(code: string) {
  return { http_status: code, status: code };
}

/** OpenMetrics names a counter's family without its suffix. */
function bare(name: string): string {
  return name.replace(/_total$/, '');
}
