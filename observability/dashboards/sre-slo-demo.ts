import { SIZE } from './house-style';
import { successRateStat, timeSeries } from './panels';

/** The dashboard of the lab's walk-through: its queries are the walk-through's own, word for word. */
export const sreSloDemo = {
  description: 'Generated from observability/dashboards/sre-slo-demo.ts; do not edit',
  uid: 'sre-slo-demo',
  title: 'SRE SLO Demo',
  tags: ['sre-slo-lab'],
  schemaVersion: 41,
  editable: false,
  timezone: 'browser',
  refresh: '5s',
  time: { from: 'now-15m', to: 'now' },
  panels: [
    successRateStat({
      id: 1,
      title: 'SLI (Success Rate)',
      description: 'The share of the requests of the last 5 minutes that were answered with a 2xx',
      expr: [
        'sum(rate(http_requests_total{http_status=~"2.."}[5m]))',
        '/',
        'clamp_min(sum(rate(http_requests_total[5m])), 0.00001)',
      ].join('\n'),
      size: SIZE.third,
      position: { x: 0, y: 0 },
    }),
    timeSeries({
      id: 2,
      title: 'Error Rate',
      description: 'Requests a second, over the last 5 minutes, that were not answered with a 2xx',
      expr: 'sum(rate(http_requests_total{http_status!~"2.."}[5m]))',
      size: SIZE.twoThirds,
      position: { x: 8, y: 0 },
    }),
  ],
};
