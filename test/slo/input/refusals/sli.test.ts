import { problemsWith, type Refusal } from '../documents';

const REFUSALS: readonly Refusal[] = [
  [
    'with no metric',
    `  thresholdMetric:
    metricSource:
      metricSourceRef: prometheus
      spec:
        query: request_seconds{job="shop"}
`,
    '  description: nothing\n',
    ['-1 spec.ratioMetric: got nothing; allowed: either a ratioMetric or a thresholdMetric'],
  ],
  [
    'with both metrics',
    'spec:\n  thresholdMetric:',
    'spec:\n  ratioMetric: {}\n  thresholdMetric:',
    [
      '+1 spec.ratioMetric: got a map; allowed: either thresholdMetric or ratioMetric, not both',
      '+1 spec.ratioMetric.counter: got nothing; allowed: true: budgets are counted with increase(), which counters have and gauges have not',
      '+1 spec.ratioMetric.good: got nothing; allowed: one of good and bad, beside total',
      '+1 spec.ratioMetric.total: got nothing; allowed: a map with a metricSource',
    ],
  ],
  [
    'with a data source that is not there',
    '      metricSourceRef: prometheus',
    '      metricSourceRef: promethius',
    [
      '+0 spec.thresholdMetric.metricSource.metricSourceRef: got promethius; no DataSource has this name; did you mean "prometheus" (slos.yaml:8)?',
    ],
  ],
  [
    'with a metric of no type and no data source',
    `            type: Prometheus
            spec:
              query: requests_total
`,
    '            spec:\n              query: requests_total\n',
    [
      '-1 spec.indicator.spec.ratioMetric.total.metricSource.type: got nothing; allowed: Prometheus; it may go only where metricSourceRef names a DataSource',
    ],
  ],
  [
    'with a metric of another type',
    `            type: Prometheus
            spec:
              query: requests_total
`,
    `            type: prometheus
            spec:
              query: requests_total
`,
    [
      '+0 spec.indicator.spec.ratioMetric.total.metricSource.type: got prometheus; allowed: Prometheus; did you mean "Prometheus"?',
    ],
  ],
  [
    'without a query',
    '        query: request_seconds{job="shop"}',
    '        queries: request_seconds',
    [
      '-1 spec.thresholdMetric.metricSource.spec.query: got nothing; allowed: a selector of a counter, such as http_requests_total{route!="unmatched"}; functions, sums and windows are generated',
      '+0 spec.thresholdMetric.metricSource.spec.queries: got request_seconds; no such key here; allowed: query',
    ],
  ],
  [
    'with an empty query',
    'query: request_seconds{job="shop"}',
    "query: ''",
    [
      "+0 spec.thresholdMetric.metricSource.spec.query: got ''; expected a metric's name at character 1, found the end; allowed: a selector of a counter, such as http_requests_total{route!=\"unmatched\"}; functions, sums and windows are generated",
    ],
  ],
  [
    "with a query that names a histogram's series",
    'query: request_seconds{job="shop"}',
    'query: request_seconds_bucket{job="shop"}',
    [
      '+0 spec.thresholdMetric.metricSource.spec.query: got request_seconds_bucket{job="shop"}; allowed: the histogram\'s own name, without _bucket',
    ],
  ],
  [
    'with a query that is no selector',
    'query: requests_total\n',
    'query: sum(rate(requests_total[5m]))\n',
    [
      '+0 spec.indicator.spec.ratioMetric.total.metricSource.spec.query: got sum(rate(requests_total[5m])); expected the end at character 4, found "(rate(requests_total"; allowed: a selector of a counter, such as http_requests_total{route!="unmatched"}; functions, sums and windows are generated',
    ],
  ],
  [
    'with a query whose matcher has no quotes',
    'query: requests_total{code=~"5.."}',
    'query: requests_total{code=~5..}',
    [
      '+0 spec.indicator.spec.ratioMetric.bad.metricSource.spec.query: got requests_total{code=~5..}; expected a text in quotes at character 22, found "5..}"; allowed: a selector of a counter, such as http_requests_total{route!="unmatched"}; functions, sums and windows are generated',
    ],
  ],
  [
    'with a query of another tool',
    'query: requests_total\n',
    'query: requests_total[{{.window}}]\n',
    [
      '+0 spec.indicator.spec.ratioMetric.total.metricSource.spec.query: got requests_total[{{.window}}]; expected the end at character 15, found "[{{.window}}]"; allowed: a selector of a counter, such as http_requests_total{route!="unmatched"}; functions, sums and windows are generated',
    ],
  ],
  [
    'with a query that is too long',
    'query: requests_total\n',
    `query: ${'r'.repeat(10001)}\n`,
    [
      '+0 spec.indicator.spec.ratioMetric.total.metricSource.spec.query: got rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr…; allowed: at most 10,000 characters',
    ],
  ],
  [
    'without counter',
    '        counter: true\n',
    '',
    [
      '-1 spec.indicator.spec.ratioMetric.counter: got nothing; allowed: true: budgets are counted with increase(), which counters have and gauges have not',
    ],
  ],
  [
    'on a gauge',
    '        counter: true\n',
    '        counter: false\n',
    [
      '+0 spec.indicator.spec.ratioMetric.counter: got false; allowed: true: budgets are counted with increase(), which counters have and gauges have not',
    ],
  ],
  [
    'with neither good nor bad',
    `        bad:
          metricSource:
            type: Prometheus
            spec:
              query: requests_total{code=~"5.."}
`,
    '',
    ['-2 spec.indicator.spec.ratioMetric.good: got nothing; allowed: one of good and bad, beside total'],
  ],
  [
    'with good and bad',
    '        bad:\n',
    '        good: {}\n        bad:\n',
    [
      '+0 spec.indicator.spec.ratioMetric.good.metricSource: got nothing; allowed: a map with the data source and its query',
      '+1 spec.indicator.spec.ratioMetric.bad: got a map; allowed: one of good and bad, not both',
    ],
  ],
  [
    'without a total',
    `        total:
          metricSource:
            type: Prometheus
            spec:
              query: requests_total
`,
    '',
    ['-7 spec.indicator.spec.ratioMetric.total: got nothing; allowed: a map with a metricSource'],
  ],
  [
    'with a rawType beside a total',
    '        counter: true\n',
    '        counter: true\n        rawType: success\n',
    ['+1 spec.indicator.spec.ratioMetric.rawType: got success; only raw has a rawType; delete it'],
  ],
  [
    'with raw beside a total',
    '        counter: true\n',
    `        counter: true
        rawType: succes
        raw:
          metricSource:
            type: Prometheus
            spec:
              query: avg(success_ratio
`,
    [
      '+1 spec.indicator.spec.ratioMetric.rawType: got succes; allowed: success, failure; did you mean "success"?',
      '+6 spec.indicator.spec.ratioMetric.raw.metricSource.spec.query: got avg(success_ratio; the ( at character 4 is never closed; allowed: a PromQL expression',
      '+7 spec.indicator.spec.ratioMetric.bad: got a map; allowed: either raw, or total with one of good and bad',
      '+12 spec.indicator.spec.ratioMetric.total: got a map; allowed: either raw, or total with one of good and bad',
    ],
  ],
];

describe('an SLI is refused', () => {
  it.each(REFUSALS)('%s', (_title, part, replacement, said) => {
    expect(problemsWith(part, replacement)).toEqual(said);
  });
});
