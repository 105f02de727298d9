/** The names that dashboards, rules and alerts are written against. Pure data: any part of the lab may import it. */

export const METRICS = {
  requests: 'http_requests_total',
  requestDuration: 'http_request_duration_seconds',
  requestsInFlight: 'http_requests_in_flight',
  errors: 'app_errors_total',
  matchScore: 'resume_match_score',
  buildInfo: 'app_build_info',
} as const;

/** Labels of both request metrics; `route` is the route's pattern, never the path. */
export const REQUEST_LABELS = ['method', 'route', 'http_status'] as const;
export const ERROR_LABELS = ['error_type', 'route'] as const;
export const BUILD_INFO_LABELS = ['version'] as const;

/** Upper bounds in seconds. An SLO's threshold must be one of them: 0.2, 0.3 and 2 are thresholds today. */
export const LATENCY_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10] as const;

/** Upper bounds of the scores of `/api/match`, which go from 0 to 1. */
export const MATCH_SCORE_BUCKETS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

/** The `error_type` values: families of error codes. */
export const ERROR_TYPES = [
  'bad_request',
  'not_found',
  'method_not_allowed',
  'too_large',
  'unsupported_media',
  'timeout',
  'unauthorized',
  'conflict',
  'client_closed',
  'connection_broken',
  'requested_failure',
  'injected_fault',
  'db_failure',
  'unavailable',
  'internal',
] as const;
export type ErrorType = (typeof ERROR_TYPES)[number];

/** The `route` of a request that no route answers. */
export const UNMATCHED_ROUTE = 'unmatched';

/** The `method` values; anything else is `other`. */
export const COUNTED_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export const OTHER_METHOD = 'other';

/** `http_status` of a request whose client left before the answer was complete (nginx's number): not the service's fault. */
export const CLIENT_CLOSED_STATUS = 499;

/** `http_status` of a request whose connection the service broke: no status was sent, and 5xx is what an SLO calls bad. */
export const CONNECTION_BROKEN_STATUS = 599;
