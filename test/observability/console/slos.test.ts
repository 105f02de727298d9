import { secondsOf, slosView } from '../../../observability/console/src/collect/slos';

const SLO = { slo: 'availability', objective: '99%' };
const sample = (name: string, value: number, more: Record<string, string> = {}) => ({
  labels: { __name__: name, ...SLO, ...more },
  value,
});
const RULE = {
  name: 'SloBurnClassHourPageFast',
  query:
    'max without (window) (slo:burn_rate{slo="availability",window="1m"} > 6) and on (objective) slo:burn_rate{slo="availability",window="20s"} > 6',
  labels: {
    kind: 'burn',
    slo: 'availability',
    clock: 'class',
    tier: 'page-fast',
    action: 'page',
    long_window: '1m',
    short_window: '20s',
  },
};
const SAMPLES = [
  sample('slo:info', 1, { clock: 'class', display_name: 'Availability', period: '1h' }),
  sample('slo:sli', 0.98, { clock: 'class' }),
  sample('slo:objective:ratio', 0.99),
  sample('slo:error_budget:left', 0.4, { clock: 'class' }),
  sample('slo:burn_rate', 12, { window: '20s' }),
  sample('slo:burn_rate', 7, { window: '1m' }),
  sample('slo:time_to_exhaustion:seconds', 840, { clock: 'class', window: '1m' }),
];

describe('an SLO as the page shows it', () => {
  it('has its numbers, its burn against the thresholds of the rules, and a sentence', () => {
    expect(slosView(SAMPLES, [RULE])).toEqual([
      {
        ...SLO,
        title: 'Availability',
        clock: 'class',
        period: '1h',
        target: 0.99,
        sli: 0.98,
        budgetLeft: 0.4,
        burn: [
          {
            window: '20s',
            seconds: 20,
            rate: 12,
            limits: [{ tier: 'page-fast', action: 'page', threshold: 6, long: false }],
          },
          {
            window: '1m',
            seconds: 60,
            rate: 7,
            limits: [{ tier: 'page-fast', action: 'page', threshold: 6, long: true }],
          },
        ],
        sentence: 'At this rate the budget is gone in 14 minutes.',
      },
    ]);
  });

  it('says that nothing fails any more as soon as the shortest window says so', () => {
    const recovered = SAMPLES.map((one) =>
      'window' in one.labels && one.labels.window === '20s' ? { ...one, value: 0 } : one,
    );
    expect(slosView(recovered, [RULE])[0]?.sentence).toBe('Nothing has failed in the last 20s: the budget holds.');
  });

  it('does not know what Prometheus does not know', () => {
    const [slo] = slosView(SAMPLES.slice(0, 1), [RULE]);
    expect(slo).toMatchObject({ sli: null, budgetLeft: null, sentence: expect.stringContaining('no numbers') });
  });

  it('reads windows as Prometheus writes them', () => {
    expect(['20s', '1h30m', '3d'].map(secondsOf)).toEqual([20, 5_400, 259_200]);
  });
});
