import { parseSelector } from '../../../lib/slo/history/selector';

const LABELS = { http_status: '500', route: '/api/users' };

describe('a selector', () => {
  it.each([
    ['http_requests_total', true],
    ['http_requests_total{}', true],
    ['http_requests_total{http_status="500"}', true],
    ['http_requests_total{http_status!="500"}', false],
    ['http_requests_total{http_status=~"5.."}', true],
    ['http_requests_total{http_status=~"5"}', false],
    ['http_requests_total{http_status!~"5..", route!="unmatched"}', false],
    ['http_requests_total{ route=~"/api/(users|match)" , absent="" }', true],
    ['http_requests_total{absent!=""}', false],
    ['http_requests_total{route="\\/api/users"}', true],
  ])('%s selects as Prometheus does', (text, selects) => {
    const selector = parseSelector(text);
    expect(selector?.metric).toBe('http_requests_total');
    expect(selector?.matches(LABELS)).toBe(selects);
  });

  it.each(['sum(http_requests_total)', 'http_requests_total[5m]', 'a / b', 'a{b}', '', 'a{b="c"'])(
    '%s is none',
    (text) => expect(parseSelector(text)).toBeUndefined(),
  );
});
