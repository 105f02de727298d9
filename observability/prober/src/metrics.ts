import { FAILURE_REASONS, PROBE_BUCKETS_SECONDS, PROBE_METRICS } from './names';
import type { ProbeResult } from './probe';

export interface ProbeMetrics {
  /** Counts a probe, but for failures before the first answer while the lab may still be starting. */
  record(result: ProbeResult): void;
  /** In Prometheus' text format 0.0.4. */
  render(): string;
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * How long a service that has never answered counts as not deployed yet, rather than as down: a lab that starts shows
 * no outage, and one whose service never comes does.
 */
export const START_SECONDS = 180;

/** Counts probes. Written out: four metrics are less than the library that would write them. */
export function createProbeMetrics(now: () => number = () => performance.now()): ProbeMetrics {
  const failures = new Map(FAILURE_REASONS.map((reason) => [reason, 0]));
  const atMost = PROBE_BUCKETS_SECONDS.map(() => 0);
  const startedAt = now();
  let begun = false;
  let probes = 0;
  let seconds = 0;
  let success: 0 | 1 | undefined;

  function record(result: ProbeResult): void {
    success = result.failure === undefined ? 1 : 0;
    begun ||= success === 1 || now() - startedAt > START_SECONDS * 1000;
    if (!begun) return;
    probes += 1;
    seconds += result.seconds;
    PROBE_BUCKETS_SECONDS.forEach((bound, index) => {
      if (result.seconds <= bound) atMost[index] = (atMost[index] ?? 0) + 1;
    });
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
