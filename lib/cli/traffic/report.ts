import type { SloState } from '../prometheus/slo-state';
import type { Counts, Tally } from './tally';
import type { Histogram } from './histogram';

/** What `lab traffic` tells at its end. */
export interface TrafficReport {
  readonly cluster: string;
  readonly arrivals: 'even' | 'poisson';
  /** From the first request that was due to the end of the schedule, or to the stop. */
  readonly seconds: number;
  /** Requests that were due. */
  readonly asked: number;
  readonly sent: number;
  /** `sent` ÷ `seconds`. */
  readonly perSecond: number;
  /** 5xx, no answer, no task to send to. */
  readonly errors: number;
  /** `errors` of all that were sent or had no task to go to. */
  readonly errorRatio: number;
  /** Status codes and reasons of failures: how often each came. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Due, but no task of the app ran. */
  readonly withoutAddress: number;
  /** Due, but as many as allowed were on their way, or this machine was too late: not the app's errors. */
  readonly dropped: number;
  readonly latencyMs: Percentiles | null;
  /** How much later than due this machine sent; it is part of `latencyMs`. */
  readonly lateMs: Percentiles | null;
  readonly paths: readonly PathReport[];
  /** The availability of the class hour at the end; null when no Prometheus told. */
  readonly slo: SloState | null;
  /** Whether somebody stopped it before its time. */
  readonly interrupted: boolean;
}

export interface PathReport {
  readonly path: string;
  readonly sent: number;
  readonly errors: number;
  readonly latencyMs: Percentiles | null;
}

/** Milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** The report of a run of `seconds`. */
export function reportOf(
  tally: Tally,
  run: Pick<TrafficReport, 'cluster' | 'arrivals' | 'seconds' | 'slo' | 'interrupted'>,
): TrafficReport {
  const { all, withoutAddress, dropped } = tally;
  const errors = all.errors + withoutAddress;
  return {
    ...run,
    asked: all.sent + withoutAddress + dropped,
    sent: all.sent,
    perSecond: run.seconds > 0 ? all.sent / run.seconds : 0,
    errors,
    errorRatio: ratio(errors, all.sent + withoutAddress),
    outcomes: Object.fromEntries(all.outcomes),
    withoutAddress,
    dropped,
    latencyMs: percentilesOf(all.latency),
    lateMs: percentilesOf(tally.lateness),
    paths: [...tally.paths].map(([path, counts]) => pathReport(path, counts)),
  };
}

/** Microseconds of a histogram as milliseconds; null when it is empty. */
export function percentilesOf(histogram: Histogram): Percentiles | null {
  if (histogram.count === 0) return null;
  const at = (quantile: number) => (histogram.quantile(quantile) ?? 0) / 1000;
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), p999: at(0.999), max: histogram.max / 1000 };
}

function pathReport(path: string, { sent, errors, latency }: Counts): PathReport {
  return { path, sent, errors, latencyMs: percentilesOf(latency) };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
