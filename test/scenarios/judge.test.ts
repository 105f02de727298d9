import { judge, readScenarios, refusalsOf, type Facts, type Prediction } from '../../lib/scenarios/index';

const TEXT = `id: x
title: X
kind: application
objective: x
steps:
  - { at: 10s, action: error, strength: 10%, for: 30s }
expect:
  alerts:
    - { slo: availability, tier: page-fast, firesWithin: 40s, notBefore: 10s, clearsWithin: 60s }
    - { name: CircuitBreakerOpen, firesWithin: 20s }
  silent:
    - { slo: outside-in, clock: class }
  budgets:
    - { slo: availability, spent: 10%, tolerance: 2% }
    - { slo: freshness, spent: 5%, tolerance: 1%, around: prediction }
  recovery: { within: 10s }
  seenBy: in-process
  sees: [task-replaced]
`;
const scenario = readScenarios([{ file: 'x.yaml', text: TEXT }]).scenarios[0]!;
const labels = { objective: '99%', clock: 'class', action: 'page', severity: 'P0', summary: '' } as const;
const page = {
  ...labels,
  alert: 'SloBurnClassHourPageFast',
  slo: 'availability',
  tier: 'page-fast',
  firedAt: 45,
  clearedAt: 90,
};
const cause = {
  ...page,
  alert: 'CircuitBreakerOpen',
  slo: null,
  objective: null,
  clock: null,
  tier: null,
  firedAt: 15,
};
const spent = (slo: string, share: number) => ({
  slo,
  objective: '99%',
  clock: 'class' as const,
  before: 1,
  after: 1 - share,
  spent: share,
});

const GOOD: Facts = {
  alerts: [page, cause],
  budgets: [spent('availability', 0.11), spent('freshness', 0.09)],
  recoverySeconds: 4,
  sees: ['task-replaced'],
  seenBy: 'in-process',
  load: null,
};
const PREDICTION: Prediction = {
  alerts: [],
  budgets: [spent('freshness', 0.085)],
  recoverySeconds: 0,
  seenBy: 'in-process',
  doubt: null,
};

const wrongs = (change: Partial<Facts>, judged = scenario) =>
  judge(judged, { ...GOOD, ...change }, PREDICTION)
    .filter(({ isMet }) => !isMet)
    .map(({ expected, got }) => `${expected}: ${got}`);

describe('judge', () => {
  it('finds nothing wrong with a run that did what its scenario says', () => {
    expect(wrongs({})).toEqual([]);
    expect(judge(scenario, GOOD, PREDICTION)).toHaveLength(9);
  });

  it.each<[Partial<Facts>, readonly string[]]>([
    [
      { alerts: [cause] },
      [
        'SloBurnClassHourPageFast of availability fires within 40 s, not before 10 s: it stayed silent',
        'SloBurnClassHourPageFast of availability clears within 60 s after the last step: it never fired',
      ],
    ],
    [
      { alerts: [{ ...page, firedAt: 51 }, cause] },
      ['SloBurnClassHourPageFast of availability fires within 40 s, not before 10 s: it fired after 41.0 s'],
    ],
    [
      { alerts: [{ ...page, firedAt: 12 }, cause] },
      ['SloBurnClassHourPageFast of availability fires within 40 s, not before 10 s: it fired after 2.0 s'],
    ],
    [
      { alerts: [{ ...page, clearedAt: null }, cause] },
      ['SloBurnClassHourPageFast of availability clears within 60 s after the last step: it still fires'],
    ],
    [
      { alerts: [{ ...page, clearedAt: 101 }, cause] },
      ['SloBurnClassHourPageFast of availability clears within 60 s after the last step: it cleared after 61.0 s'],
    ],
    [{ alerts: [page] }, ['CircuitBreakerOpen fires within 20 s: it stayed silent']],
    [
      { alerts: [page, cause, { ...page, slo: 'outside-in' }] },
      ['no burn alert fires (outside-in, class clock): SloBurnClassHourPageFast of outside-in fired'],
    ],
    [
      { budgets: [spent('availability', 0.121), spent('freshness', 0.09)] },
      ['availability (class clock) spends 10 % ± 2 %: it spent 12.1 %'],
    ],
    [
      { budgets: [spent('availability', 0.1), spent('freshness', 0.05)] },
      ['freshness (class clock) spends 8.5 % ± 1 %, as predicted: it spent 5 %'],
    ],
    [{ budgets: [spent('freshness', 0.09)] }, ['availability (class clock) spends 10 % ± 2 %: nobody could tell']],
    [{ recoverySeconds: 11 }, ['the lab is steady within 10 s after the last step: it was after 11.0 s']],
    [{ recoverySeconds: null }, ['the lab is steady within 10 s after the last step: it was not seen steady']],
    [{ seenBy: 'both' }, ['in-process: both']],
    [{ sees: ['no-task'] }, ['task-replaced: not seen; seen: no-task']],
  ])('fails on %j', (change, said) => {
    expect(wrongs(change)).toEqual(said);
  });
});

it.each([
  ['nobody', []],
  ['outside-in', []],
  ['both', ['not-in-process: both']],
  ['in-process', ['not-in-process: in-process']],
] as const)('seen by %s is %j where the app itself shall see nothing', (seenBy, said) => {
  const text = TEXT.replace('seenBy: in-process', 'seenBy: not-in-process');
  const [brief] = readScenarios([{ file: 'x.yaml', text }]).scenarios;
  expect(wrongs({ seenBy }, brief)).toEqual(said);
});

describe('the error-budget policy', () => {
  const left = (share: number | null) => [
    { slo: 'availability', objective: '99%', clock: 'class' as const, left: share },
  ];

  it.each<[number | null, readonly string[]]>([
    [0.01, []],
    [0, ['the budget of availability 99% (class hour) is gone: 0 % left']],
    [-0.34, ['the budget of availability 99% (class hour) is gone: overspent by 34 %']],
    [null, ['nobody can tell what is left of the budget of availability 99% (class hour)']],
  ])('with %p left says %j', (share, said) => {
    expect(refusalsOf(left(share), 'class')).toEqual(said);
  });

  it('refuses what would take more than is left, and allows what takes less', () => {
    const cost = (share: number) => [{ slo: 'availability', objective: '99%', clock: 'class' as const, spent: share }];
    expect(refusalsOf(left(0.2), 'class', cost(0.19))).toEqual([]);
    expect(refusalsOf(left(0.2), 'class', cost(0.21))).toEqual([
      'this would take 21 % of the budget of availability 99% (class hour), and 20 % is left',
    ]);
  });

  it('asks the budgets of its clock only, and takes silence for no', () => {
    expect(refusalsOf(left(-1), 'real')).toEqual(['nobody can tell the budgets of the real month: is Prometheus up?']);
  });
});
