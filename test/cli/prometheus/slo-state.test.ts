import { sloStatesOf, stateOf } from '../../../lib/cli/prometheus/slo-state';
import type { Sample } from '../../../lib/cli/prometheus/api';

function sample(name: string, value: number, labels: Record<string, string> = {}): Sample {
  return { labels: { __name__: name, slo: 'availability', objective: '99%', ...labels }, value };
}

const SAMPLES: readonly Sample[] = [
  sample('slo:info', 1, { clock: 'real', display_name: 'Availability', period: '30d' }),
  sample('slo:info', 1, { clock: 'class', display_name: 'Availability', period: '1h' }),
  sample('slo:error_budget:ratio', 0.01),
  sample('slo:sli', 0.98, { clock: 'class' }),
  sample('slo:sli', 0.999, { clock: 'real' }),
  sample('slo:error_budget:left', -1, { clock: 'class' }),
  sample('slo:burn_rate', 6, { window: '1m' }),
  sample('slo:burn_rate', 3, { window: '20s' }),
  sample('slo:burn_rate', 0.5, { window: '30d' }),
  sample('slo:burn_rate', 9, { window: '20s', objective: '99.9%' }),
  sample('slo:time_to_exhaustion:seconds', 840, { clock: 'class', window: '1m' }),
  sample('slo:time_to_exhaustion:seconds', 900, { clock: 'class', window: '15m' }),
];

describe('what Prometheus says of the SLOs', () => {
  it('is put together by objective and clock, the class hour first', () => {
    const states = sloStatesOf(SAMPLES);
    expect(states.map(({ slo, objective, clock }) => [slo, objective, clock])).toEqual([
      ['availability', '99%', 'class'],
      ['availability', '99%', 'real'],
    ]);
    expect(states[0]).toEqual({
      slo: 'availability',
      objective: '99%',
      clock: 'class',
      title: 'Availability',
      target: 0.99,
      sli: 0.98,
      budgetLeft: -1,
      burn: [
        { window: '20s', seconds: 20, rate: 3 },
        { window: '1m', seconds: 60, rate: 6 },
      ],
      exhaustionSeconds: 840,
    });
  });

  it('needs no series of the rules that are evaluated once a minute', () => {
    const young = sloStatesOf(SAMPLES.filter(({ labels }) => labels['__name__'] !== 'slo:info'));
    expect(young[0]).toMatchObject({ title: 'availability', target: 0.99, sli: 0.98 });
  });

  it('has null for what is not there yet', () => {
    expect(sloStatesOf(SAMPLES)[1]).toMatchObject({ budgetLeft: null, exhaustionSeconds: null });
  });

  it('finds an SLO by the class hour, or by the clock that it has', () => {
    expect(stateOf(sloStatesOf(SAMPLES), 'availability')?.clock).toBe('class');
    expect(
      stateOf(sloStatesOf(SAMPLES.filter(({ labels }) => labels['clock'] !== 'class')), 'availability')?.clock,
    ).toBe('real');
    expect(stateOf(sloStatesOf(SAMPLES), 'beauty')).toBeUndefined();
  });
});
