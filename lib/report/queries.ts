import { RECORDED } from '../slo/names';

/** Requests of known routes, without what was back-filled: what the SLOs call valid. */
const REQUESTS = 'http_requests_total{source="",route!="unmatched"}';
const SERVER_ERRORS = 'http_requests_total{source="",route!="unmatched",http_status=~"5.."}';

/**
 * The range queries of a report, by the member of `FactSeries` that they fill. Sums keep `instance`, so that a counter
 * that begins again with a new task is seen to do so.
 */
export const RANGE_QUERIES = {
  evaluated: 'count_over_time(lab:evaluated:always[15s])',
  faults: 'max by (type, route) (chaos_fault_strength)',
  alerts: 'ALERTS{kind!="watchdog"}',
  requests: `sum by (instance) (${REQUESTS})`,
  failuresByStatus: `sum by (instance, http_status) (${SERVER_ERRORS})`,
  failuresByRoute: `sum by (instance, route) (${SERVER_ERRORS})`,
  errorTypes: 'sum by (instance, error_type) (app_errors_total)',
  probes: 'sum by (instance) (outside_in_probes_total{source=""})',
  probeFailures: 'sum by (instance, reason) (outside_in_probe_failures_total{source=""})',
  events: `${RECORDED.events}{source=""}`,
  budgetLeft: `${RECORDED.budgetLeft}{source=""}`,
  targets: 'max by (instance) (up{job="sre-app"})',
} as const;

/** The share of bad events in the given windows, one for each SLO: `window` is the shortest that its rules record. */
export function errorRatioQuery(windows: ReadonlyMap<string, string>): string {
  const bySlo = [...windows].map(([slo, window]) => `${RECORDED.errorRatio}{slo="${slo}",window="${window}"}`);
  return bySlo.length === 0 ? 'vector(0) > 1' : bySlo.join(' or ');
}

/** The instant queries of a report, at its end. */
export const INSTANT_QUERIES = {
  info: `last_over_time(${RECORDED.info}{source=""}[1h])`,
  budget: `last_over_time(${RECORDED.budget}{source=""}[1h])`,
  /** All events in each window; the one of a clock's period is taken. */
  totals: `${RECORDED.increase}{source="",event="total"}`,
  windows: `${RECORDED.errorRatio}{source=""}`,
} as const;
