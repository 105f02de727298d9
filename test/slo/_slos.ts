import type { Clock, Objective, Sampling, Slo, Tier } from '../../lib/slo/model';
import type { RuleGroup } from '../../lib/slo/rules/rule';
import { sloRules } from '../../lib/slo/rules/slo-rules';

/** SLOs like the lab's, written by hand: what the generator is tested with. */

const SOURCE = { file: 'availability.yaml', line: 1 };
const HOUR = 3600;
const DAY = 86_400;

export const SAMPLING: Sampling = { scrapeSeconds: 5, evaluationSeconds: 5, retentionSeconds: 60 * DAY };

export const REAL: Clock = { name: 'real', periodSeconds: 30 * DAY, calendar: undefined };
export const CLASS: Clock = { name: 'class', periodSeconds: HOUR, calendar: undefined };

/** SRE Workbook, chapter 5, table 5-8 with a fourth tier. */
export const REAL_TIERS: readonly Tier[] = [
  tier('page-fast', 'page', 'P0', HOUR, 300, 14.4),
  tier('page-slow', 'page', 'P1', 6 * HOUR, 1800, 6),
  tier('ticket-fast', 'ticket', 'P2', DAY, 2 * HOUR, 3),
  tier('ticket-slow', 'ticket', 'P3', 3 * DAY, 6 * HOUR, 1),
];

export const CLASS_TIERS: readonly Tier[] = [
  tier('page-fast', 'page', 'P0', 60, 20, 6, 30),
  tier('page-slow', 'page', 'P1', 180, 20, 3, 30),
  tier('ticket-fast', 'ticket', 'P2', 480, 40, 1.5),
  tier('ticket-slow', 'ticket', 'P3', 900, 75, 1),
];

export function objective(target: number, rest: Partial<Objective> = {}): Objective {
  return {
    displayName: '',
    target,
    threshold: undefined,
    sliceTarget: undefined,
    clocks: [REAL],
    source: SOURCE,
    ...rest,
  };
}

export function given(slo: Partial<Slo> = {}): Slo {
  return {
    name: 'availability',
    displayName: 'Availability',
    description: '',
    service: 'sre-app',
    indicator: {
      kind: 'ratio',
      numerator: 'bad',
      events: 'http_requests_total{route!="unmatched",http_status=~"5.."}',
      total: 'http_requests_total{route!="unmatched"}',
    },
    budgeting: { method: 'Occurrences' },
    objectives: [objective(0.99, { clocks: [REAL, CLASS] }), objective(0.999)],
    alertPolicies: [
      { name: 'real', clock: 'real', tiers: REAL_TIERS, notificationTargets: [], source: SOURCE },
      { name: 'class', clock: 'class', tiers: CLASS_TIERS, notificationTargets: [], source: SOURCE },
    ],
    runbookUrl: 'https://example.com/runbooks/availability.md',
    labels: {},
    source: SOURCE,
    ...slo,
  };
}

/** The rules of one SLO, or of some side by side. */
export function rulesOf(...slos: Slo[]): RuleGroup[] {
  return sloRules({ name: 'test', slos }, SAMPLING);
}

export const AVAILABILITY = given();

export const OUTSIDE_IN = given({
  name: 'outside-in',
  displayName: 'Outside-in',
  indicator: {
    kind: 'ratio',
    numerator: 'bad',
    events: 'outside_in_probe_failures_total',
    total: 'outside_in_probes_total',
  },
});

export const LATENCY = given({
  name: 'latency',
  displayName: 'Latency',
  indicator: {
    kind: 'histogram',
    form: 'classic',
    query: 'http_request_duration_seconds{route!="unmatched",http_status!~"5.."}',
  },
  objectives: [
    objective(0.95, { clocks: [REAL, CLASS], threshold: { op: 'lte', value: 0.2 } }),
    objective(0.99, { threshold: { op: 'lt', value: 1 } }),
  ],
});

export const FRESHNESS = given({
  name: 'freshness',
  displayName: 'Freshness',
  indicator: {
    kind: 'ratio',
    numerator: 'good',
    events: 'data_answers_total{freshness="fresh"}',
    total: 'data_answers_total',
  },
  objectives: [objective(0.995), objective(0.95, { clocks: [CLASS] })],
});

export const QUALITY = given({
  name: 'quality',
  displayName: 'Quality',
  indicator: { kind: 'threshold', query: 'resume_matching_score' },
  budgeting: { method: 'Timeslices', sliceSeconds: 60 },
  objectives: [objective(0.9, { threshold: { op: 'gte', value: 0.8 }, sliceTarget: 0.5 })],
  alertPolicies: [
    {
      name: 'real',
      clock: 'real',
      tiers: REAL_TIERS.filter(({ burnRate }) => burnRate < 10),
      notificationTargets: [],
      source: SOURCE,
    },
  ],
});

export const RAW = given({
  name: 'raw',
  displayName: 'Raw',
  indicator: { kind: 'raw', meaning: 'success', query: 'probe_success' },
});

export const SLICED = given({
  name: 'sliced',
  displayName: 'Sliced',
  budgeting: { method: 'RatioTimeslices', sliceSeconds: 10 },
});

function tier(
  name: string,
  action: Tier['action'],
  severity: Tier['severity'],
  longSeconds: number,
  shortSeconds: number,
  burnRate: number,
  keepFiringSeconds = 0,
): Tier {
  return { name, action, severity, longSeconds, shortSeconds, burnRate, keepFiringSeconds, source: SOURCE };
}
