import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { BUILD_INFO_LABELS, CHAOS_LABELS, LATENCY_BUCKETS_SECONDS, METRICS, REQUEST_LABELS } from './names';

export type RequestLabels = Readonly<Record<(typeof REQUEST_LABELS)[number], string>>;

export type FaultLabels = Readonly<Record<(typeof CHAOS_LABELS)[number], string>>;

export interface Metrics {
  /** Makes the series exist, so that `rate()` sees the first error. */
  initialize(labels: RequestLabels): void;
  recordRequest(labels: RequestLabels, seconds: number): void;
  /** @param strength the sum over the active faults of that type and route; 0 when there is none */
  setFaultStrength(labels: FaultLabels, strength: number): void;
  /** The text that Prometheus scrapes. */
  render(): Promise<string>;
  readonly contentType: string;
}

/** The only module that knows prom-client: the move to its successor `@prometheus-io/client` happens here. */
export function createMetrics({ version }: { readonly version: string }): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });

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
    recordRequest(labels, seconds) {
      requests.inc(labels);
      duration.observe(labels, seconds);
    },
    setFaultStrength: (labels, strength) => faultStrength.set(labels, strength),
    render: () => register.metrics(),
    contentType: register.contentType,
  };
}
