import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import {
  BUILD_INFO_LABELS,
  ERROR_LABELS,
  type ErrorType,
  LATENCY_BUCKETS_SECONDS,
  MATCH_SCORE_BUCKETS,
  METRICS,
  REQUEST_LABELS,
} from './names';

export type RequestLabels = Readonly<Record<(typeof REQUEST_LABELS)[number], string>>;
export type ErrorLabels = Readonly<{ error_type: ErrorType; route: string }>;

export interface MetricsOptions {
  readonly version: string;
  /** Asked at each scrape. */
  readonly requestsInFlight: () => number;
}

export interface Metrics {
  /** Makes the series exist, so that `rate()` sees the first request. */
  initialize(labels: RequestLabels): void;
  /** Makes the series exist, so that `rate()` sees the first error. */
  initializeError(labels: ErrorLabels): void;
  recordRequest(labels: RequestLabels, seconds: number): void;
  recordError(labels: ErrorLabels): void;
  /** @param score from 0 to 1 */
  recordMatchScore(score: number): void;
  /** The text that Prometheus scrapes. */
  render(): Promise<string>;
  readonly contentType: string;
}

/** The only module that knows prom-client: the move to its successor `@prometheus-io/client` happens here. */
export function createMetrics({ version, requestsInFlight }: MetricsOptions): Metrics {
  const register = new Registry();
  const registers = [register];
  collectProcessMetrics(register);

  const requests = new Counter({
    name: METRICS.requests,
    help: 'Answered requests, without probes and the levers of the lab',
    labelNames: REQUEST_LABELS,
    registers,
  });
  const duration = new Histogram({
    name: METRICS.requestDuration,
    help: 'Seconds from the request to the end of its answer',
    labelNames: REQUEST_LABELS,
    buckets: [...LATENCY_BUCKETS_SECONDS],
    registers,
  });
  const errors = new Counter({
    name: METRICS.errors,
    help: 'Error answers and broken connections by family of the error code',
    labelNames: ERROR_LABELS,
    registers,
  });
  const matchScore = new Histogram({
    name: METRICS.matchScore,
    help: 'Scores of /api/match, from 0 to 1',
    buckets: [...MATCH_SCORE_BUCKETS],
    registers,
  });
  const inFlight = new Gauge({
    name: METRICS.requestsInFlight,
    help: 'Requests being served, without probes and the levers of the lab',
    registers,
  });
  new Gauge({
    name: METRICS.buildInfo,
    help: 'Always 1; the labels say what runs',
    labelNames: BUILD_INFO_LABELS,
    registers,
  }).set({ version }, 1);

  return {
    initialize(labels) {
      requests.inc(labels, 0);
      duration.zero(labels);
    },
    initializeError: (labels) => errors.inc(labels, 0),
    recordRequest(labels, seconds) {
      requests.inc(labels);
      duration.observe(labels, seconds);
    },
    recordError: (labels) => errors.inc(labels),
    recordMatchScore: (score) => matchScore.observe(score),
    render() {
      inFlight.set(requestsInFlight());
      return register.metrics();
    },
    contentType: register.contentType,
  };
}

/** Gauges named like counters, to which promtool objects, and the same by type, whose series come and go. */
const UNFIT_METRICS = ['handles', 'requests', 'resources'].flatMap((what) => [
  `nodejs_active_${what}`,
  `nodejs_active_${what}_total`,
]);
const GC_KINDS = ['major', 'minor', 'incremental', 'weakcb'];

/** CPU, memory, event loop, garbage collection; the number of series stays the same. */
function collectProcessMetrics(register: Registry): void {
  collectDefaultMetrics({ register });
  UNFIT_METRICS.forEach((name) => register.removeSingleMetric(name));
  const gcDuration = register.getSingleMetric('nodejs_gc_duration_seconds');
  if (gcDuration instanceof Histogram) GC_KINDS.forEach((kind) => gcDuration.zero({ kind }));
}
