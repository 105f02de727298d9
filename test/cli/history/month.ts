import type { HistoryReport } from '../../../lib/history/report';

/** What `lab backfill` could have made. */
export const MONTH: HistoryReport = {
  days: 30,
  seed: 7,
  from: '2026-10-22T08:00:00.000Z',
  to: '2026-11-21T08:00:00.000Z',
  incidents: [
    {
      name: 'bad-deploy',
      summary: 'A deployment with a bug, rolled back',
      from: '2026-10-29T20:27:00.000Z',
      to: '2026-10-29T20:52:00.000Z',
    },
    {
      name: 'unreachable',
      summary: 'Nobody could reach the service, and nothing in it noticed',
      from: '2026-11-11T23:03:00.000Z',
      to: '2026-11-11T23:18:00.000Z',
    },
  ],
  budgets: [
    { slo: 'availability', displayName: 'Availability', objective: '99.9%', left: 0.6429 },
    { slo: 'outside-in', displayName: 'Outside-in', objective: '99.9%', left: -0.34 },
  ],
  series: 38,
  samples: 1_700_000,
  bytes: 3_600_000,
  tookMs: 2_400,
  folder: '/project/.lab/history',
};
