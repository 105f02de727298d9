/** The names that rules and dashboards are written against. Pure data: any part of the lab may import it. */

export const PROBE_METRICS = {
  probes: 'outside_in_probes_total',
  failures: 'outside_in_probe_failures_total',
  duration: 'outside_in_probe_duration_seconds',
  success: 'outside_in_probe_success',
} as const;

/** The `reason` values of a failed probe; a closed set, so that each series is there, at 0, from the start. */
export const FAILURE_REASONS = ['status', 'timeout', 'refused', 'no_address', 'reset', 'other'] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Upper bounds in seconds; nothing takes longer than a probe may. */
export const PROBE_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1] as const;

/** Tells the app that a request is a probe: faults hit it, but it is not the service's traffic. */
export const PROBE_HEADER = { name: 'X-Lab-Probe', value: 'outside-in' } as const;
