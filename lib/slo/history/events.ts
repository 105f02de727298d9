import type { Incident } from './incidents';
import { incidentsOf } from './incidents';
import { DAY_SECONDS, DENSE_SECONDS, MONTH_SECONDS, QUIET_SECONDS, type HistoryOptions } from './options';
import { randomOf } from './random';
import { sampleTimes } from './sample-times';

/** What has happened since the beginning of the history, at each of its times: running totals, not whole numbers. */
export interface Events {
  readonly times: Float64Array;
  readonly incidents: readonly Incident[];
  /** Answered requests by how fast they were: all quick (the last six hours), as ever, slow. */
  readonly brisk: Float64Array;
  readonly ordinary: Float64Array;
  readonly slow: Float64Array;
  readonly failed: Float64Array;
  /** How old the data of good answers was; they sum to `brisk + ordinary + slow`, as the next two do. */
  readonly fresh: Float64Array;
  readonly stale: Float64Array;
  readonly degraded: Float64Array;
  /** Good answers by their scores. */
  readonly wellScored: Float64Array;
  readonly poorlyScored: Float64Array;
  readonly failedProbes: Float64Array;
}

/** The SLO that the history is made for: 99.9 %, with what a seed leaves of its budget. */
const TARGET = 0.999;
const LEAST_LEFT = 0.58;
const LEFT_SPREAD = 0.14;

/** The part of the failures that is no incident, as everywhere. */
const SLOW_IN_BACKGROUND = 0.0025;
const STALE_IN_BACKGROUND = 0.0005;
/** Minutes whose documents were hard to match. */
const POOR_MINUTES = 0.03;

/** Works out the month: traffic first, then what fails of it, so that the budget comes out at what the seed says. */
export function eventsOf(options: HistoryOptions): Events {
  const random = randomOf(options.seed);
  const incidents = incidentsOf(options, random);
  const leftOf = { requests: LEAST_LEFT + LEFT_SPREAD * random(), probes: LEAST_LEFT + LEFT_SPREAD * random() };
  const times = sampleTimes(options);
  const intervals = intervalsOf(options, times, incidents, random);
  const month = intervals.filter(({ middle }) => middle > options.endSeconds - MONTH_SECONDS);
  const errors = spread(incidents, month, { of: 'requests', bad: 'ofErrors', left: leftOf.requests });
  const probes = spread(incidents, month, { of: 'seconds', bad: 'ofFailedProbes', left: leftOf.probes });

  const totals = blankTotals(times);
  for (const [index, { requests, seconds, incident, recent, poor }] of intervals.entries()) {
    const failed = requests * errors(incident, recent);
    const good = requests - failed;
    const slow = recent ? 0 : good * (incident?.slow || SLOW_IN_BACKGROUND);
    add(totals.failed, index, failed);
    add(totals.brisk, index, recent ? good : 0);
    add(totals.slow, index, slow);
    add(totals.ordinary, index, recent ? 0 : good - slow);
    const stale = recent ? 0 : good * STALE_IN_BACKGROUND;
    const degraded = good * (incident?.degraded ?? 0);
    add(totals.stale, index, stale);
    add(totals.degraded, index, degraded);
    add(totals.fresh, index, good - stale - degraded);
    add(totals.wellScored, index, poor ? 0 : good);
    add(totals.poorlyScored, index, poor ? good : 0);
    add(totals.failedProbes, index, seconds * probes(incident, recent));
  }
  return { times, incidents, ...totals };
}

interface Interval {
  readonly middle: number;
  readonly seconds: number;
  readonly requests: number;
  readonly incident: Incident | undefined;
  /** Within the last six hours, in which nothing goes wrong: the class hour starts with its whole budget. */
  readonly recent: boolean;
  readonly poor: boolean;
}

/** What comes between each two samples. */
function intervalsOf(
  options: HistoryOptions,
  times: Float64Array,
  incidents: readonly Incident[],
  random: () => number,
): Interval[] {
  const { endSeconds, lastHoursRate, rate } = options;
  const intervals: Interval[] = [];
  let weightedSeconds = 0;
  for (let index = 1; index < times.length; index += 1) {
    const from = times[index - 1] ?? 0;
    const seconds = (times[index] ?? 0) - from;
    const middle = from + seconds / 2;
    const incident = incidents.find((one) => middle >= one.from && middle < one.to);
    const recent = middle > endSeconds - DENSE_SECONDS;
    const quiet = middle > endSeconds - QUIET_SECONDS;
    const weight = recent ? 0 : rhythm(middle + options.utcOffsetSeconds) * (0.92 + 0.16 * random());
    const poor = !recent && random() < (quiet ? POOR_MINUTES / 2 : POOR_MINUTES);
    weightedSeconds += weight * seconds;
    const requests = recent ? seconds * lastHoursRate : seconds * weight * (1 - (incident?.lost ?? 0));
    intervals.push({ middle, seconds, requests, incident, recent, poor });
  }
  const mean = (rate * (options.days * DAY_SECONDS - DENSE_SECONDS)) / weightedSeconds;
  return intervals.map((one) => (one.recent ? one : { ...one, requests: one.requests * mean }));
}

/** More by day than by night, less at weekends; about 1 on average. */
function rhythm(localSeconds: number): number {
  const hour = (localSeconds / 3600) % 24;
  const weekday = Math.floor(localSeconds / DAY_SECONDS + 4) % 7;
  return (1 - 0.6 * Math.cos(((hour - 2) / 12) * Math.PI)) * (weekday === 0 || weekday === 6 ? 0.7 : 1);
}

/** How likely an event is to be bad: in each incident as much as its share of the month's bad events asks for. */
function spread(
  incidents: readonly Incident[],
  month: readonly Interval[],
  { of, bad, left }: { of: 'requests' | 'seconds'; bad: 'ofErrors' | 'ofFailedProbes'; left: number },
): (incident: Incident | undefined, recent: boolean) => number {
  const count = (wanted: (interval: Interval) => boolean) =>
    month.filter(wanted).reduce((sum, interval) => sum + interval[of], 0);
  const badEvents = count(() => true) * (1 - TARGET) * (1 - left);
  const ofIncidents = incidents.reduce((sum, incident) => sum + incident[bad], 0);
  const background = (badEvents * (1 - ofIncidents)) / count(({ incident, recent }) => !incident && !recent);
  const during = new Map(
    incidents.map((one) => [one, Math.min(1, (badEvents * one[bad]) / count(({ incident }) => incident === one))]),
  );
  return (incident, recent) => {
    if (recent) return 0;
    return incident ? (during.get(incident) ?? 0) : background;
  };
}

function blankTotals(times: Float64Array) {
  const blank = () => new Float64Array(times.length);
  return {
    brisk: blank(),
    ordinary: blank(),
    slow: blank(),
    failed: blank(),
    fresh: blank(),
    stale: blank(),
    degraded: blank(),
    wellScored: blank(),
    poorlyScored: blank(),
    failedProbes: blank(),
  };
}

/** Interval `index` ends at sample `index + 1`. */
function add(total: Float64Array, index: number, events: number): void {
  total[index + 1] = (total[index] ?? 0) + events;
}
