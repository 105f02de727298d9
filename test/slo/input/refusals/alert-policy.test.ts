import { problemsWith, type Refusal } from '../documents';

const REFUSALS: readonly Refusal[] = [
  [
    'of another kind in place',
    '    - kind: AlertPolicy\n',
    '    - kind: AlertCondition\n',
    ['+0 spec.alertPolicies[1].kind: got AlertCondition; allowed: AlertPolicy'],
  ],
  [
    'without conditions',
    '  conditions:\n    - conditionRef: slow\n',
    '',
    [
      '-2 spec.conditions: got nothing; allowed: a list of one condition, as OpenSLO v1 has it; more windows are annotations tier.<name>',
    ],
  ],
  [
    'with two conditions',
    '    - conditionRef: slow',
    '    - conditionRef: slow\n    - conditionRef: slow',
    [
      '-1 spec.conditions: got a list; allowed: a list of one condition, as OpenSLO v1 has it; more windows are annotations tier.<name>; this one has 2',
    ],
  ],
  [
    'with a condition that is not there',
    'conditionRef: slow',
    'conditionRef: quick',
    ['+0 spec.conditions[0].conditionRef: got quick; no AlertCondition has this name; allowed: two-percent, slow'],
  ],
  [
    'with a condition that is none of its tiers',
    '    threshold: 2\n',
    '    threshold: 3\n',
    [
      '+0 spec.condition.threshold: got threshold 3 over 600 s; allowed: a tier of AlertPolicy "ladder", for tools that know OpenSLO v1 alone; in a period of 3000 s they are 5 over 60 s, 2 over 600 s',
    ],
  ],
  [
    'with a target that is not there',
    'targetRef: class',
    'targetRef: clas',
    [
      '+0 spec.notificationTargets[0].targetRef: got clas; no AlertNotificationTarget has this name; did you mean "class" (slos.yaml:139)?',
    ],
  ],
  [
    'without targets',
    '  notificationTargets:\n    - targetRef: class\n',
    '',
    ['-4 spec.notificationTargets: got nothing; allowed: a list of at least one target'],
  ],
  [
    'with an empty list of targets',
    '  notificationTargets:\n    - targetRef: class\n',
    '  notificationTargets: []\n',
    ['+0 spec.notificationTargets: got a list; allowed: a list of at least one target; this one has 0'],
  ],
  [
    'that never alerts',
    'alertWhenBreaching: true',
    'alertWhenBreaching: false',
    ['+0 spec.alertWhenBreaching: got false; allowed: true, or no such key: a policy without alerts is no policy'],
  ],
  [
    'that wants other alerts off',
    'alertWhenBreaching: true',
    'alertWhenNoData: false\n  alertWhenResolved: no',
    [
      '+0 spec.alertWhenNoData: got false; allowed: true, or no such key: a metric that is absent has an alert of its own',
      '+1 spec.alertWhenResolved: got no; allowed: true, or no such key: Alertmanager tells when an alert is over',
    ],
  ],
];

describe('an AlertPolicy is refused', () => {
  it.each(REFUSALS)('%s', (_title, part, replacement, said) => {
    expect(problemsWith(part, replacement)).toEqual(said);
  });
});
