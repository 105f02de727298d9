import { problemsWith, type Refusal } from '../documents';

const REFUSALS: readonly Refusal[] = [
  [
    'with a severity that does not exist',
    'severity: P3\n  condition',
    'severity: sev1\n  condition',
    ['+0 spec.severity: got sev1; allowed: P0, P1, P2, P3, page, ticket'],
  ],
  [
    'of another kind',
    '    kind: burnrate\n    op: gt',
    '    kind: threshold\n    op: gt',
    ['+0 spec.condition.kind: got threshold; allowed: burnrate'],
  ],
  [
    'that alerts when the burn is low',
    'op: gt',
    'op: lte',
    ['+0 spec.condition.op: got lte; allowed: gt, gte, or no such key: a burn rate alerts when it is too high'],
  ],
  [
    'that waits',
    '    lookbackWindow: 10m',
    '    lookbackWindow: 10m\n    alertAfter: 5m',
    [
      '+1 spec.condition.alertAfter: got 5m; allowed: 0m, or no such key: a short window says it better (annotation tier.<name>), and ends the alert sooner',
    ],
  ],
  [
    'with a threshold of 0',
    '    threshold: 2\n',
    '    threshold: 0\n',
    ['+0 spec.condition.threshold: got 0; allowed: above 0 and at most 10,000'],
  ],
  [
    'without a threshold and a window',
    '    threshold: 2\n    lookbackWindow: 10m\n',
    '',
    [
      '-3 spec.condition.lookbackWindow: got nothing; allowed: a whole number above 0 and m, h, d, w, M, Q or Y, such as 30d; at most 10Y',
      '-3 spec.condition.threshold: got nothing; allowed: above 0 and at most 10,000',
    ],
  ],
];

describe('an AlertCondition is refused', () => {
  it.each(REFUSALS)('%s', (_title, part, replacement, said) => {
    expect(problemsWith(part, replacement)).toEqual(said);
  });
});
