import { METRICS } from '../../../app/src/metrics/names';

/** The metrics that SLIs count, as the live ones are called. */
export const HISTORY_METRICS = {
  requests: METRICS.requests,
  requestDuration: METRICS.requestDuration,
  dataAnswers: 'data_answers_total',
  matchScore: 'resume_match_score',
  probes: 'outside_in_probes_total',
  probeFailures: 'outside_in_probe_failures_total',
} as const;

/** Always 1 while a synthetic incident lasts; labels `incident` and `summary`. For annotations. */
export const INCIDENT_METRIC = 'backfill_incident';
