import { FAILURE_REASONS, PROBE_BUCKETS_SECONDS, PROBE_METRICS } from './names';
import type { ProbeResult } from './probe';

export interface ProbeMetrics {
  record(result: ProbeResult): void;
  /** In Prometheus' text format 0.0.4. */
  render(): string;
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Counts probes. Written out: four metrics are less than the library that would write them. */
export function createProbeMetrics(): ProbeMetrics {
  const failures = new Map(FAILURE_REASONS.map((reason) => [reason, 0]));
  const atMost = PROBE_BUCKETS_SECONDS.map(() => 0);
  let probes = 0;
  let seconds = 0;
  let success: 0 | 1 | undefined;

  function record(result: ProbeResult): void {
    probes += 1;
    seconds += result.seconds;
    PROBE_BUCKETS_SECONDS.forEach((bound, index) => {
      if (result.seconds <= bound) atMost[index] = (atMost[index] ?? 0) + 1;
    });
    success = result.failure === undefined ? 1 : 0;
    if (result.failure) failures.set(result.failure.reason, (failures.get(result.failure.reason) ?? 0) + 1);
  }

  function render(): string {
    const { probes: probesName, failures: failuresName, duration, success: successName } = PROBE_METRICS;
    return [
      ...header(probesName, 'counter', 'Probes that are over, one a second, from outside the app'),
      `${probesName} ${probes}`,
      ...header(failuresName, 'counter', 'Probes without a complete answer below 500 in time, by reason'),
      ...[...failures].map(([reason, count]) => `${failuresName}{reason="${reason}"} ${count}`),
      ...header(
        duration,
        'histogram',
        'Seconds from the look-up of the address to the end of the answer, or of the wait',
      ),
      ...PROBE_BUCKETS_SECONDS.map((bound, index) => `${duration}_bucket{le="${bound}"} ${atMost[index]}`),
      `${duration}_bucket{le="+Inf"} ${probes}`,
      `${duration}_sum ${seconds}`,
      `${duration}_count ${probes}`,
      ...(success === undefined
        ? []
        : [...header(successName, 'gauge', '1 when the last probe was answered, else 0'), `${successName} ${success}`]),
      '',
    ].join('\n');
  }
  return { record, render };
}

function header(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}
