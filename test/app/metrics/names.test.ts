import { isCounted } from '../../../app/src/metrics/counted';
import { LATENCY_BUCKETS_SECONDS, METRICS, REQUEST_LABELS } from '../../../app/src/metrics/names';

test('the names are those that the dashboards and the seeds query', () => {
  expect(METRICS.requests).toBe('http_requests_total');
  expect(METRICS.requestDuration).toBe('http_request_duration_seconds');
  expect(REQUEST_LABELS).toEqual(['method', 'route', 'http_status']);
});

test.each([0.2, 0.3, 2])('a latency SLO can count requests within %d s, because that is a bucket', (threshold) => {
  expect(LATENCY_BUCKETS_SECONDS).toContain(threshold);
});

test('the buckets ascend', () => {
  expect([...LATENCY_BUCKETS_SECONDS].sort((a, b) => a - b)).toEqual(LATENCY_BUCKETS_SECONDS);
});

test.each([
  '/metrics',
  '/health/liveness',
  '/health/readiness',
  '/chaos/faults',
  '/kill',
  '/openapi.json',
  '/favicon.ico',
])('%s is no traffic', (path) => expect(isCounted(path)).toBe(false));

test.each(['/', '/fail', '/risky', '/api/users', '/healthy', '/killed', 'unmatched'])('%s is traffic', (path) =>
  expect(isCounted(path)).toBe(true),
);
