import { labDashboard } from './dashboard';
import { SIZE, SUCCESS_THRESHOLDS, UNIT } from './house-style';
import { stat, timeSeries } from './panels';

const SUCCESS_RATE = 'SLI (Success Rate)';
const ERROR_RATE = 'Error Rate';

/** The dashboard of the lab's walk-through: its queries are the walk-through's own, word for word. */
export const sreSloDemo = () =>
  labDashboard({ uid: 'sre-slo-demo', title: 'SRE SLO Demo', source: 'sre-slo-demo.ts' })
    .withPanel(
      stat({
        title: SUCCESS_RATE,
        description: 'The share of the requests of the last 5 minutes that were answered with a 2xx',
        queries: [
          {
            expr: [
              'sum(rate(http_requests_total{http_status=~"2.."}[5m]))',
              '/',
              'clamp_min(sum(rate(http_requests_total[5m])), 0.00001)',
            ].join('\n'),
            legend: SUCCESS_RATE,
          },
        ],
        size: SIZE.third,
        unit: UNIT.ratio,
        thresholds: SUCCESS_THRESHOLDS,
      })
        .min(0)
        .max(1),
    )
    .withPanel(
      timeSeries({
        title: ERROR_RATE,
        description: 'Requests a second, over the last 5 minutes, that were not answered with a 2xx',
        queries: [{ expr: 'sum(rate(http_requests_total{http_status!~"2.."}[5m]))', legend: ERROR_RATE }],
        size: SIZE.twoThirds,
      }),
    );
