import { problemsWith, type Refusal } from '../documents';

const REFUSALS: readonly Refusal[] = [
  [
    'a name that is none',
    'tier.slow:',
    'tier.Slow:',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.Slow"]: got action=ticket severity=P3 long=10m short=50s burn-rate=2; a tier is named tier.<name> with lower-case letters, digits and "-", such as tier.page-fast',
    ],
  ],
  [
    'words that are none',
    'action=ticket severity=P3 long=10m',
    'ticket severity=P3 long=10m',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"]: got ticket; allowed: words such as "action=page severity=P1 long=1h short=5m burn-rate=14.4 keep-firing=30s"',
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].action: got nothing; allowed: page, ticket',
    ],
  ],
  [
    'an unknown word',
    'action=ticket severity=P3 long=10m',
    'action=ticket severty=P3 long=10m',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].severity: got nothing; allowed: P0, P1, P2, P3',
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].severty: got P3; no such word here; did you mean "severity"?; allowed: action, severity, long, short, burn-rate, budget-share, keep-firing',
    ],
  ],
  [
    'a word twice',
    'action=ticket severity=P3 long=10m',
    'action=ticket action=page severity=P3 long=10m',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].action: got page; allowed: once in a tier; delete one of them',
    ],
  ],
  [
    'unknown values',
    'action=ticket severity=P3 long=10m',
    'action=pager severity=P4 long=10M',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].action: got pager; allowed: page, ticket; did you mean "page"?',
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].long: got 10M; allowed: a whole number above 0 and s, m, h, d or w, such as 60s',
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].severity: got P4; allowed: P0, P1, P2, P3',
    ],
  ],
  [
    'nothing at all',
    'action=ticket severity=P3 long=10m short=50s burn-rate=2',
    "''",
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].action: got nothing; allowed: page, ticket',
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].burn-rate: got nothing; allowed: one of burn-rate and budget-share',
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].long: got nothing; allowed: a whole number above 0 and s, m, h, d or w, such as 60s',
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].severity: got nothing; allowed: P0, P1, P2, P3',
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].short: got nothing; allowed: a whole number above 0 and s, m, h, d or w, such as 60s',
    ],
  ],
  [
    'a short window that is not short',
    'short=50s',
    'short=10m',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].short: got 10m; allowed: shorter than the long window, which is 10m',
    ],
  ],
  [
    'a burn rate and a budget share',
    'burn-rate=2',
    'burn-rate=2 budget-share=2%',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].budget-share: got 2%; allowed: one of burn-rate and budget-share, not both',
    ],
  ],
  [
    'a burn rate that is none',
    'burn-rate=2',
    'burn-rate=2x',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"].burn-rate: got 2x; allowed: above 0 and at most 10000, such as 14.4',
    ],
  ],
  [
    'a budget share over 100 %',
    'budget-share=10%',
    'budget-share=101%',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.fast"].budget-share: got 101%; allowed: above 0% and at most 100%, such as 2%',
    ],
  ],
  [
    'a negative time to keep firing',
    'keep-firing=30s',
    'keep-firing=-30s',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.fast"].keep-firing: got -30s; allowed: a whole number above 0 and s, m, h, d or w, such as 60s',
    ],
  ],
  [
    'a list',
    'action=ticket severity=P3 long=10m short=50s burn-rate=2',
    '[action=ticket]',
    [
      '+0 metadata.annotations["sre-slo-lab.dev/tier.slow"]: got a list; allowed: words such as "action=page severity=P1 long=1h short=5m burn-rate=14.4 keep-firing=30s"',
    ],
  ],
];

describe('tiers are refused', () => {
  it.each(REFUSALS)('%s', (_title, part, replacement, said) => {
    expect(problemsWith(part, replacement)).toEqual(said);
  });
});
