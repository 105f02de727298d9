import { METRICS } from '../../../app/src/metrics/names';
import { PROBE_METRICS } from '../../../observability/prober/src/names';

/** The metrics that SLIs count, as the live ones are called. */
export const HISTORY_METRICS = {
  requests: METRICS.requests,
  requestDuration: METRICS.requestDuration,
  dataAnswers: METRICS.dataAnswers,
  matchScore: METRICS.matchScore,
  probes: PROBE_METRICS.probes,
  probeFailures: PROBE_METRICS.failures,
} as const;

/** Always 1 while a synthetic incident lasts; labels `incident` and `summary`. For annotations. */
export const INCIDENT_METRIC = 'backfill_incident';
