import type { Clock, Indicator, Objective, Slo } from '../../../lib/slo/model';

const SOURCE = { file: 'test.yaml', line: 1 };
const REAL: Clock = { name: 'real', periodSeconds: 30 * 86_400, calendar: undefined };

/** SLOs of every kind that a history knows. */
export const LAB_LIKE_SLOS: readonly Slo[] = [
  slo('availability', [objective(0.99), objective(0.999)], {
    kind: 'ratio',
    numerator: 'bad',
    events: 'http_requests_total{http_status=~"5..", route!="unmatched"}',
    total: 'http_requests_total{route!="unmatched"}',
  }),
  slo('outside-in', [objective(0.999)], {
    kind: 'ratio',
    numerator: 'bad',
    events: 'outside_in_probe_failures_total',
    total: 'outside_in_probes_total',
  }),
  slo('latency', [objective(0.99, { op: 'lte', value: 0.3 })], {
    kind: 'histogram',
    form: 'classic',
    query: 'http_request_duration_seconds{http_status!~"5.."}',
  }),
  slo('freshness', [objective(0.995)], {
    kind: 'ratio',
    numerator: 'good',
    events: 'data_answers_total{freshness="fresh"}',
    total: 'data_answers_total',
  }),
  {
    ...slo('quality', [objective(0.9, { op: 'gte', value: 0.8 })], {
      kind: 'threshold',
      query: 'rate(resume_match_score_sum[1m]) / rate(resume_match_score_count[1m])',
    }),
    budgeting: { method: 'Timeslices', sliceSeconds: 60 },
  },
];

function slo(name: string, objectives: readonly Objective[], indicator: Indicator): Slo {
  return {
    name,
    displayName: name,
    description: '',
    service: 'sre-app',
    indicator,
    budgeting: { method: 'Occurrences' },
    objectives,
    alertPolicies: [],
    runbookUrl: undefined,
    labels: {},
    source: SOURCE,
  };
}

function objective(target: number, threshold?: Objective['threshold']): Objective {
  return { displayName: '', target, threshold, sliceTarget: undefined, clocks: [REAL], source: SOURCE };
}
