import { problemsWith, type Refusal } from '../documents';

const REFUSALS: readonly Refusal[] = [
  [
    'one of the lab that does not exist',
    '    sre-slo-lab.dev/runbook: docs/runbooks/errors.md',
    '    sre-slo-lab.dev/runbok: docs/runbooks/errors.md',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/runbok"]: got docs/runbooks/errors.md; no such annotation here; did you mean "sre-slo-lab.dev/runbook"?; allowed: sre-slo-lab.dev/runbook, sre-slo-lab.dev/class-period, sre-slo-lab.dev/objectives.<n>.class-target',
    ],
  ],
  [
    'one of the lab where none belongs',
    'metadata:\n  name: prometheus\n',
    `metadata:
  name: prometheus
  annotations:
    sre-slo-lab.dev/clock: real
`,
    [
      '+3 metadata.annotations["sre-slo-lab.dev/clock"]: got real; no annotation of the lab belongs on this kind of object; delete it',
    ],
  ],
  [
    "the lab's prefix misspelt",
    '    sre-slo-lab.dev/runbook: docs/runbooks/errors.md',
    '    sre-slo-lab.de/runbook: docs/runbooks/errors.md',
    [
      '+0 metadata.annotations["sre-slo-lab.de/runbook"]: got docs/runbooks/errors.md; did you mean "sre-slo-lab.dev/runbook"?',
    ],
  ],
  [
    "somebody else's that is no text",
    '    example.org/note: not ours',
    '    example.org/note: 7',
    [
      '+0 metadata.annotations["example.org/note"]: got 7; allowed: text; an annotation is always text; put quotes around it',
    ],
  ],
  [
    'a key that is none',
    '    example.org/note: not ours',
    '    Example.org/: not ours',
    [
      '+0 metadata.annotations["Example.org/"]: got not ours; an annotation is named [domain/]name, and a name has at most 63 letters, digits, "-", "_" and "." with a letter or digit at both ends',
    ],
  ],
  [
    'a runbook that leaves the folder',
    'docs/runbooks/errors.md',
    '../errors.md',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/runbook"]: got ../errors.md; allowed: an address such as https://example.org/runbook, or a path such as docs/runbooks/name.md',
    ],
  ],
  [
    'a period that is no duration',
    'class-period: 50m',
    'class-period: 50min',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/class-period"]: got 50min; allowed: a whole number above 0 and s, m, h, d or w, such as 60s',
    ],
  ],
  [
    'a period without an objective on the class clock',
    '    sre-slo-lab.dev/objectives.0.class-target: 95%\n',
    '',
    [
      '-1 metadata.annotations["sre-slo-lab.dev/class-period"]: got 50m; only with an annotation objectives.<n>.class-target: no objective is on the class clock',
      '+29 spec.alertPolicies[0].alertPolicyRef: got ladder; no objective is on the class clock; add an annotation objectives.<n>.class-target, or delete it',
    ],
  ],
  [
    'a class target that is no percentage',
    'class-target: 95%',
    "class-target: '0.95'",
    [
      '+0 metadata.annotations["sre-slo-lab.dev/objectives.0.class-target"]: got \'0.95\'; allowed: a percentage above 0% and below 100%, such as 99%',
    ],
  ],
  [
    'a class target of 100 %',
    'class-target: 95%',
    'class-target: 100%',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/objectives.0.class-target"]: got 100%; allowed: a percentage above 0% and below 100%, such as 99%',
    ],
  ],
  [
    'a class target of an objective that is not there',
    'objectives.0.class-target',
    'objectives.2.class-target',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/objectives.2.class-target"]: got 95%; no such objective; allowed: objectives.0.class-target to objectives.1.class-target',
    ],
  ],
  [
    "a class target that is another objective's",
    'class-target: 95%',
    'class-target: 98%',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/objectives.0.class-target"]: got 98%; spec.objectives[1] has this target; write objectives.1.class-target instead',
    ],
  ],
  [
    'the same class target twice',
    '    sre-slo-lab.dev/objectives.0.class-target: 95%',
    `    sre-slo-lab.dev/objectives.0.class-target: 95%
    sre-slo-lab.dev/objectives.1.class-target: 95%`,
    [
      '+1 metadata.annotations["sre-slo-lab.dev/objectives.1.class-target"]: got 95%; allowed: each target once; objectives.0.class-target promises the same',
    ],
  ],
  [
    'a form of histogram that does not exist',
    'histogram: classic',
    'histogram: clasic',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/histogram"]: got clasic; allowed: classic, native; did you mean "classic"?',
    ],
  ],
  [
    'a histogram for a ratio',
    '    metadata:\n      name: errors\n    spec:\n      ratioMetric',
    `    metadata:
      name: errors
      annotations:
        sre-slo-lab.dev/histogram: native
    spec:
      ratioMetric`,
    [
      '+3 spec.indicator.metadata.annotations["sre-slo-lab.dev/histogram"]: got native; only a thresholdMetric is measured on a histogram; delete it',
    ],
  ],
  [
    'a ladder without a clock',
    '    sre-slo-lab.dev/clock: class\n',
    '',
    ['+0 metadata.annotations["sre-slo-lab.dev/clock"]: got nothing; allowed: real, class; tiers have a clock'],
  ],
  [
    'a clock that does not exist',
    'clock: class',
    'clock: lesson',
    ['+0 metadata.annotations["sre-slo-lab.dev/clock"]: got lesson; allowed: real, class'],
  ],
];

describe('annotations are refused', () => {
  it.each(REFUSALS)('%s', (_title, part, replacement, said) => {
    expect(problemsWith(part, replacement)).toEqual(said);
  });
});
