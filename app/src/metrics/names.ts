/** The names that dashboards, rules and alerts are written against. Pure data: any part of the lab may import it. */

export const METRICS = {
  requests: 'http_requests_total',
  requestDuration: 'http_request_duration_seconds',
  buildInfo: 'app_build_info',
} as const;

/** Labels of both request metrics; `route` is the route's pattern, never the path. */
export const REQUEST_LABELS = ['method', 'route', 'http_status'] as const;
export const BUILD_INFO_LABELS = ['version'] as const;

/** Upper bounds in seconds. An SLO's threshold must be one of them: 0.2, 0.3 and 2 are thresholds today. */
export const LATENCY_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10] as const;

/** The `route` of a request that no route answers. */
export const UNMATCHED_ROUTE = 'unmatched';

/** The `method` values; anything else is `other`. */
export const COUNTED_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export const OTHER_METHOD = 'other';

/** `http_status` of a request whose client left before the answer was complete (nginx's number): not the service's fault. */
export const CLIENT_CLOSED_STATUS = 499;

/** `http_status` of a request whose connection the service broke: no status was sent, and 5xx is what an SLO calls bad. */
export const CONNECTION_BROKEN_STATUS = 599;
