import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import {
  BUILD_INFO_LABELS,
  CHAOS_LABELS,
  CIRCUIT_LABELS,
  CIRCUIT_STATES,
  type CircuitState,
  DATA_ANSWER_LABELS,
  ERROR_LABELS,
  type ErrorType,
  FRESHNESS,
  type Freshness,
  LATENCY_BUCKETS_SECONDS,
  MATCH_SCORE_BUCKETS,
  METRICS,
  QUERY_LABELS,
  QUERY_OPERATIONS,
  QUERY_OUTCOMES,
  type QueryOperation,
  type QueryOutcome,
  REQUEST_LABELS,
} from './names';

export type RequestLabels = Readonly<Record<(typeof REQUEST_LABELS)[number], string>>;
export type ErrorLabels = Readonly<{ error_type: ErrorType; route: string }>;

export interface MetricsOptions {
  readonly version: string;
  /** Asked at each scrape. */
  readonly requestsInFlight: () => number;
}

export type FaultLabels = Readonly<Record<(typeof CHAOS_LABELS)[number], string>>;

export interface QueryLabels {
  readonly operation: QueryOperation;
  readonly outcome: QueryOutcome;
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
  /** @param strength the sum over the active faults of that type and route; 0 when there is none */
  setFaultStrength(labels: FaultLabels, strength: number): void;
  recordQuery(labels: QueryLabels, seconds: number): void;
  setCircuitState(name: string, state: CircuitState): void;
  recordDataAnswer(freshness: Freshness, ageSeconds: number): void;
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
  const faultStrength = new Gauge({
    name: METRICS.chaosFaultStrength,
    help: 'Strength of the active faults, in the unit of their type (docs/faults.md)',
    labelNames: CHAOS_LABELS,
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
  const totalRequests = new Gauge({
    name: METRICS.totalRequests,
    help: 'All requests, whatever their labels, under every label set of http_requests_total: what its rows are shares of',
    labelNames: REQUEST_LABELS,
    registers,
  });
  const successfulRequests = new Gauge({
    name: METRICS.successfulRequests,
    help: 'The rows of http_requests_total with a status of 200 to 299',
    labelNames: REQUEST_LABELS,
    registers,
  });
  const queryDuration = new Histogram({
    name: METRICS.queryDuration,
    help: 'Seconds that the store took, or took to fail',
    labelNames: QUERY_LABELS,
    buckets: [...LATENCY_BUCKETS_SECONDS],
    registers,
  });
  const circuitState = new Gauge({
    name: METRICS.circuitState,
    help: '1 for the state that the circuit breaker is in, 0 for the others',
    labelNames: CIRCUIT_LABELS,
    registers,
  });
  const dataAnswers = new Counter({
    name: METRICS.dataAnswers,
    help: 'Answers with data of the store, by what the data was worth',
    labelNames: DATA_ANSWER_LABELS,
    registers,
  });
  const dataAge = new Gauge({
    name: METRICS.dataAge,
    help: 'Age in seconds of the data behind the last answer',
    registers,
  });
  QUERY_OPERATIONS.forEach((operation) =>
    QUERY_OUTCOMES.forEach((outcome) => queryDuration.zero({ operation, outcome })),
  );
  FRESHNESS.forEach((freshness) => dataAnswers.inc({ freshness }, 0));
  new Gauge({
    name: METRICS.buildInfo,
    help: 'Always 1; the labels say what runs',
    labelNames: BUILD_INFO_LABELS,
    registers,
  }).set({ version }, 1);

  async function setRatios(): Promise<void> {
    const { values } = await requests.get();
    const total = values.reduce((sum, { value }) => sum + value, 0);
    // Nothing is a share of nothing: until the first request, no answer rather than NaN.
    if (total === 0) return;
    for (const { labels, value } of values) {
      totalRequests.set(labels, total);
      if (String(labels.http_status).startsWith('2')) successfulRequests.set(labels, value);
    }
  }

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
    setFaultStrength: (labels, strength) => faultStrength.set(labels, strength),
    recordQuery: (labels, seconds) => queryDuration.observe({ ...labels }, seconds),
    setCircuitState: (name, current) =>
      CIRCUIT_STATES.forEach((state) => circuitState.set({ name, state }, state === current ? 1 : 0)),
    recordDataAnswer(freshness, ageSeconds) {
      dataAnswers.inc({ freshness });
      dataAge.set(ageSeconds);
    },
    recordError: (labels) => errors.inc(labels),
    recordMatchScore: (score) => matchScore.observe(score),
    async render() {
      inFlight.set(requestsInFlight());
      await setRatios();
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
