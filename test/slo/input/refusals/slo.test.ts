import { problemsWith, type Refusal } from '../documents';

const REFUSALS: readonly Refusal[] = [
  [
    'of a service that is not there',
    `spec:
  description: Requests without an error.
  service: shop`,
    `spec:
  description: Requests without an error.
  service: shopp`,
    ['+2 spec.service: got shopp; no Service has this name; did you mean "shop" (slos.yaml:1)?'],
  ],
  [
    'without a service',
    'spec:\n  service: shop\n  indicatorRef',
    'spec:\n  indicatorRef',
    ['+0 spec.service: got nothing; allowed: the name of a Service'],
  ],
  [
    'of an indicator that is not there',
    'indicatorRef: speed',
    'indicatorRef: quality',
    ['+0 spec.indicatorRef: got quality; no SLI has this name; allowed: speed, errors'],
  ],
  [
    'with an indicator in both forms',
    '  indicatorRef: speed',
    '  indicatorRef: speed\n  indicator: {}',
    ['+0 spec.indicatorRef: got speed; allowed: either indicator or indicatorRef, not both'],
  ],
  [
    'without an indicator',
    '  indicatorRef: speed\n',
    '',
    ['-2 spec.indicator: got nothing; allowed: either indicator or indicatorRef'],
  ],
  [
    'with a kind in its indicator',
    '  indicator:\n    metadata:',
    '  indicator:\n    kind: SLI\n    metadata:',
    ['+1 spec.indicator.kind: got SLI; no such key here; allowed: metadata, spec'],
  ],
  [
    'with a budgeting method that does not exist',
    'budgetingMethod: Occurrences',
    'budgetingMethod: Occurences',
    [
      '+0 spec.budgetingMethod: got Occurences; allowed: Occurrences, Timeslices, RatioTimeslices; did you mean "Occurrences"?',
    ],
  ],
  [
    'without a budgeting method',
    '  budgetingMethod: Occurrences\n',
    '',
    ['-22 spec.budgetingMethod: got nothing; allowed: Occurrences, Timeslices, RatioTimeslices'],
  ],
  [
    'without a time window',
    '  timeWindow:\n    - duration: 4w\n      isRolling: true\n',
    '',
    ['-19 spec.timeWindow: got nothing; allowed: a list of one window, such as duration: 30d and isRolling: true'],
  ],
  [
    'with two time windows',
    '    - duration: 4w\n      isRolling: true',
    `    - duration: 4w
      isRolling: true
    - duration: 1w
      isRolling: true`,
    [
      '-1 spec.timeWindow: got a list; allowed: a list of one window, such as duration: 30d and isRolling: true; this one has 2',
    ],
  ],
  [
    'with a time window that is no list',
    '    - duration: 4w\n      isRolling: true',
    '    duration: 4w\n    isRolling: true',
    ['-1 spec.timeWindow: got a map; allowed: a list of one window, such as duration: 30d and isRolling: true'],
  ],
  [
    'with a duration that is none',
    'duration: 4w',
    'duration: 4 weeks',
    [
      '+0 spec.timeWindow[0].duration: got 4 weeks; allowed: a whole number above 0 and m, h, d, w, M, Q or Y, such as 30d; at most 10Y',
    ],
  ],
  [
    'with a duration in seconds',
    'duration: 4w',
    'duration: 60s',
    [
      '+0 spec.timeWindow[0].duration: got 60s; allowed: a whole number above 0 and m, h, d, w, M, Q or Y, such as 30d; at most 10Y',
    ],
  ],
  [
    'with a duration of eleven years',
    'duration: 4w',
    'duration: 11Y',
    [
      '+0 spec.timeWindow[0].duration: got 11Y; allowed: a whole number above 0 and m, h, d, w, M, Q or Y, such as 30d; at most 10Y',
    ],
  ],
  [
    'with a window that neither rolls nor is aligned',
    '    - duration: 4w\n      isRolling: true',
    '    - duration: 4w',
    [
      '+0 spec.timeWindow[0].isRolling: got nothing; allowed: true for a rolling window; one that is aligned with the calendar has a calendar',
    ],
  ],
  [
    'with a window that does not roll',
    'isRolling: true',
    'isRolling: false',
    [
      '+0 spec.timeWindow[0].isRolling: got false; allowed: true for a rolling window; one that is aligned with the calendar has a calendar',
    ],
  ],
  [
    'with a window that rolls and is aligned',
    '      calendar:\n',
    '      isRolling: true\n      calendar:\n',
    ['+1 spec.timeWindow[0].calendar: got a map; allowed: no calendar in a rolling window'],
  ],
  [
    'with a calendar month',
    'duration: 30d',
    'duration: 1M',
    [
      '+0 spec.timeWindow[0].duration: got 1M; allowed with a calendar: a whole number and w, d, h or m: months, quarters and years have no fixed length, and the rules count in seconds',
    ],
  ],
  [
    'with a start that is no time',
    'startTime: 2026-01-01 00:00:00',
    'startTime: 2026-02-30 00:00:00',
    [
      '+0 spec.timeWindow[0].calendar.startTime: got 2026-02-30 00:00:00; allowed: a date and time such as 2026-01-01 00:00:00, in quotes or without',
    ],
  ],
  [
    'with a time zone that does not exist',
    'timeZone: Europe/Berlin',
    'timeZone: Europe/Atlantis',
    [
      '+0 spec.timeWindow[0].calendar.timeZone: got Europe/Atlantis; allowed: a name of the IANA time zone database, such as Europe/Berlin or UTC',
    ],
  ],
  [
    'without objectives',
    `  objectives:
    - displayName: three nines
      targetPercent: 99.9
    - target: 0.98
`,
    '',
    ['-23 spec.objectives: got nothing; allowed: a list of at least one objective'],
  ],
  [
    'with an empty list of objectives',
    `    - displayName: three nines
      targetPercent: 99.9
    - target: 0.98
`,
    '    []\n',
    ['-1 spec.objectives: got a list; allowed: a list of at least one objective; this one has 0'],
  ],
  [
    'with an objective that is nothing',
    '    - target: 0.98',
    '    -',
    ['+0 spec.objectives[1]: got nothing; allowed: a map of keys and values'],
  ],
  [
    'with a target in percent',
    'target: 0.98',
    'target: 98',
    [
      '+0 spec.objectives[1].target: got 98; allowed: above 0 and below 1, such as 0.99; in percent it is targetPercent',
    ],
  ],
  [
    'with a target of 1',
    'target: 0.98',
    'target: 1',
    ['+0 spec.objectives[1].target: got 1; allowed: above 0 and below 1, such as 0.99; in percent it is targetPercent'],
  ],
  [
    'with a target of 0',
    'target: 0.98',
    'target: 0',
    ['+0 spec.objectives[1].target: got 0; allowed: above 0 and below 1, such as 0.99; in percent it is targetPercent'],
  ],
  [
    'with a target beyond all numbers',
    'target: 0.98',
    'target: 1e999',
    [
      '+0 spec.objectives[1].target: got 1e999; allowed: above 0 and below 1, such as 0.99; in percent it is targetPercent',
    ],
  ],
  [
    'with a target that is text',
    'target: 0.98',
    "target: '0.98'",
    [
      "+0 spec.objectives[1].target: got '0.98'; allowed: above 0 and below 1, such as 0.99; in percent it is targetPercent; a number has no quotes",
    ],
  ],
  [
    'with a percentage that is text',
    'targetPercent: 99.9',
    'targetPercent: 99.9%',
    ['+0 spec.objectives[0].targetPercent: got 99.9%; allowed: above 0 and below 100, such as 99.9'],
  ],
  [
    'with a percentage of 100',
    'targetPercent: 99.9',
    'targetPercent: 100',
    ['+0 spec.objectives[0].targetPercent: got 100; allowed: above 0 and below 100, such as 99.9'],
  ],
  [
    'with a target and a percentage',
    'targetPercent: 99.9',
    'targetPercent: 99.9\n      target: 0.999',
    ['+0 spec.objectives[0].targetPercent: got 99.9; allowed: either target or targetPercent, not both'],
  ],
  [
    'with an objective without a target',
    '    - target: 0.98',
    '    - displayName: none',
    [
      '+0 spec.objectives[1].target: got nothing; allowed: above 0 and below 1, such as 0.99; in percent it is targetPercent',
    ],
  ],
  [
    'with a target twice',
    'target: 0.98',
    'target: 0.999',
    ['+0 spec.objectives[1].target: got 0.999; allowed: each target once; spec.objectives[0] promises the same'],
  ],
  [
    'with a threshold for a ratio',
    '    - target: 0.98',
    '    - target: 0.98\n      op: gt\n      value: 1',
    [
      '+1 spec.objectives[1].op: got gt; only with a thresholdMetric; delete it',
      '+2 spec.objectives[1].value: got 1; only with a thresholdMetric; delete it',
    ],
  ],
  [
    'with a histogram and no threshold',
    '    - op: lte\n      value: 0.3\n      target: 0.99',
    '    - target: 0.99',
    [
      '+0 spec.objectives[0].op: got nothing; allowed with a thresholdMetric: lt, lte, gt, gte',
      '+0 spec.objectives[0].value: got nothing; allowed with a thresholdMetric: a number, the threshold',
    ],
  ],
  [
    'with an operator that does not exist',
    'op: lte',
    "op: '<='",
    ["+0 spec.objectives[0].op: got '<='; allowed: lt, lte, gt, gte"],
  ],
  [
    'with a threshold that is text',
    'value: 0.3',
    'value: 300ms',
    ['+0 spec.objectives[0].value: got 300ms; allowed: a number: the threshold'],
  ],
  [
    'with two thresholds',
    '    - op: lte\n      value: 0.3\n',
    `    - op: lte
      value: 2
      target: 0.999
      timeSliceTarget: 0.95
      timeSliceWindow: 5m
    - op: lte
      value: 0.3
`,
    [
      '+5 spec.objectives[1]: got a map; allowed with a thresholdMetric: one objective; write an SLO for each threshold, with one indicatorRef',
    ],
  ],
  [
    'with slices of two lengths',
    '    - op: lte\n      value: 0.3\n      target: 0.99\n',
    `    - op: lte
      value: 2
      target: 0.999
      timeSliceTarget: 0.95
      timeSliceWindow: 1m
    - op: lte
      value: 0.3
      target: 0.99
`,
    [
      '+5 spec.objectives[1]: got a map; allowed with a thresholdMetric: one objective; write an SLO for each threshold, with one indicatorRef',
      '+9 spec.objectives[1].timeSliceWindow: got 5; allowed: 60 s, as in spec.objectives[0]; an SLO is counted in slices of one length',
    ],
  ],
  [
    'with slices and no length of them',
    '      timeSliceWindow: 5\n',
    '',
    ['-4 spec.objectives[0].timeSliceWindow: got nothing; allowed: a number of minutes, or a duration such as 1m'],
  ],
  [
    'with slices and no target of them',
    '      timeSliceTarget: 0.95\n',
    '',
    ['-3 spec.objectives[0].timeSliceTarget: got nothing; allowed: above 0 and at most 1, such as 0.95'],
  ],
  [
    'with a slice of half a minute',
    'timeSliceWindow: 5',
    'timeSliceWindow: 0.5',
    ['+0 spec.objectives[0].timeSliceWindow: got 0.5; allowed: a number of minutes, or a duration such as 1m'],
  ],
  [
    'with a slice of a list',
    'timeSliceWindow: 5',
    'timeSliceWindow: [5]',
    ['+0 spec.objectives[0].timeSliceWindow: got a list; allowed: a number of minutes, or a duration such as 1m'],
  ],
  [
    'with a slice target of 95',
    'timeSliceTarget: 0.95',
    'timeSliceTarget: 95',
    ['+0 spec.objectives[0].timeSliceTarget: got 95; allowed: above 0 and at most 1, such as 0.95'],
  ],
  [
    'with slices of events',
    '    - target: 0.98',
    `    - target: 0.98
      timeSliceTarget: 0.9
      timeSliceWindow: 1m`,
    [
      '+1 spec.objectives[1].timeSliceTarget: got 0.9; only with budgetingMethod Timeslices; delete it',
      '+2 spec.objectives[1].timeSliceWindow: got 1m; only with budgetingMethod Timeslices or RatioTimeslices; delete it',
    ],
  ],
  [
    'with a target for slices that are averaged',
    'budgetingMethod: Timeslices',
    'budgetingMethod: RatioTimeslices',
    ['+5 spec.objectives[0].timeSliceTarget: got 0.95; only with budgetingMethod Timeslices; delete it'],
  ],
  [
    'of several indicators',
    '    - target: 0.98',
    `    - target: 0.98
      indicatorRef: speed
      compositeWeight: 2`,
    [
      '+1 spec.objectives[1].indicatorRef: got speed; composite SLOs are not supported: write an SLO for each indicator',
      '+2 spec.objectives[1].compositeWeight: got 2; composite SLOs are not supported: write an SLO for each indicator',
    ],
  ],
  [
    'that counts the events of a gauge',
    `        counter: true
        bad:
          metricSource:
            type: Prometheus
            spec:
              query: requests_total{code=~"5.."}
        total:
          metricSource:
            type: Prometheus
            spec:
              query: requests_total
`,
    `        rawType: success
        raw:
          metricSource:
            type: Prometheus
            spec:
              query: avg(success_ratio)
`,
    [
      '+9 spec.budgetingMethod: got Occurrences; allowed with raw: Timeslices, RatioTimeslices; a ratio does not tell how many events it stands for',
    ],
  ],
  [
    'that averages a gauge',
    `      ratioMetric:
        counter: true
        bad:
          metricSource:
            type: Prometheus
            spec:
              query: requests_total{code=~"5.."}
        total:
          metricSource:
            type: Prometheus
            spec:
              query: requests_total
`,
    `      thresholdMetric:
        metricSource:
          type: Prometheus
          spec:
            query: avg(score)
`,
    [
      '+8 spec.budgetingMethod: got Occurrences; allowed with a thresholdMetric that is no histogram: Timeslices; a gauge is judged slice by slice, and a histogram has the annotation sre-slo-lab.dev/histogram',
      '+10 spec.objectives[0].op: got nothing; allowed with a thresholdMetric: lt, lte, gt, gte',
      '+10 spec.objectives[0].value: got nothing; allowed with a thresholdMetric: a number, the threshold',
      '+12 spec.objectives[1]: got a map; allowed with a thresholdMetric: one objective; write an SLO for each threshold, with one indicatorRef',
      '+12 spec.objectives[1].op: got nothing; allowed with a thresholdMetric: lt, lte, gt, gte',
      '+12 spec.objectives[1].value: got nothing; allowed with a thresholdMetric: a number, the threshold',
    ],
  ],
  [
    'with an alert policy that is not there',
    'alertPolicyRef: ladder',
    'alertPolicyRef: laddr',
    [
      '+0 spec.alertPolicies[0].alertPolicyRef: got laddr; no AlertPolicy has this name; did you mean "ladder" (slos.yaml:112)?',
    ],
  ],
  [
    'with an alert policy twice',
    '    - alertPolicyRef: ladder',
    '    - alertPolicyRef: ladder\n    - alertPolicyRef: ladder',
    ['+1 spec.alertPolicies[1].alertPolicyRef: got ladder; allowed: each alert policy once in an SLO'],
  ],
  [
    'with an alert policy by its bare name',
    '    - alertPolicyRef: ladder',
    '    - ladder',
    ['+0 spec.alertPolicies[0]: got ladder; allowed: a map with alertPolicyRef, or with kind, metadata and spec'],
  ],
  [
    'with an alert policy by name and in place',
    '    - alertPolicyRef: ladder\n    - kind: AlertPolicy',
    '    - alertPolicyRef: ladder\n      kind: AlertPolicy',
    [
      '+1 spec.alertPolicies[0].kind: got AlertPolicy; allowed: either alertPolicyRef, or kind, metadata and spec',
      '+2 spec.alertPolicies[0].metadata: got a map; allowed: either alertPolicyRef, or kind, metadata and spec',
      '+4 spec.alertPolicies[0].spec: got a map; allowed: either alertPolicyRef, or kind, metadata and spec',
    ],
  ],
  [
    'with an alert policy of the class clock and no objective on it',
    `    sre-slo-lab.dev/class-period: 50m
    sre-slo-lab.dev/objectives.0.class-target: 95%
`,
    '',
    [
      '+29 spec.alertPolicies[0].alertPolicyRef: got ladder; no objective is on the class clock; add an annotation objectives.<n>.class-target, or delete it',
    ],
  ],
  [
    'with no alert policies after the colon',
    `  alertPolicies:
    - alertPolicyRef: ladder
    - kind: AlertPolicy
      metadata:
        name: one-window
      spec:
        conditions:
          - kind: AlertCondition
            metadata:
              name: two-percent
            spec:
              severity: page
              condition:
                kind: burnrate
                threshold: 14.4
                lookbackWindow: 1h
        notificationTargets:
          - kind: AlertNotificationTarget
            metadata:
              name: pager
            spec:
              target: pagerduty
`,
    '  alertPolicies:\n',
    ['+0 spec.alertPolicies: got nothing; allowed: a list of alert policies'],
  ],
];

describe('an SLO is refused', () => {
  it.each(REFUSALS)('%s', (_title, part, replacement, said) => {
    expect(problemsWith(part, replacement)).toEqual(said);
  });
});
