import { readSlos } from '../../../lib/slo/input/index';
import type { Indicator, Slo } from '../../../lib/slo/model';
import { problemsOf, read, VALID } from './documents';

const HEAD = `apiVersion: openslo/v1
kind: Service
metadata: { name: shop }
spec: {}
---
apiVersion: openslo/v1
kind: SLO
metadata:
  name: one
`;
const WINDOW = `  service: shop
  timeWindow: [{ duration: 30d, isRolling: true }]
`;
const ERRORS = '{ metricSource: { type: Prometheus, spec: { query: "errors_total" } } }';
const ALL = '{ metricSource: { type: Prometheus, spec: { query: "all_total{job=\\"shop\\"}" } } }';

/** The one SLO with this indicator, method and objective. */
function slo(indicator: string, method: string, objective: string, annotations = ''): Slo | string[] {
  const text = `${HEAD}spec:
${WINDOW}  indicator: { metadata: { name: one${annotations} }, spec: ${indicator} }
  budgetingMethod: ${method}
  objectives: [${objective}]
`;
  return read(text).slos[0] ?? problemsOf(text);
}

describe('readSlos', () => {
  it('finds nothing wrong with valid documents, and counts them', () => {
    const { problems, slos, objects } = read(VALID);
    expect(problems).toEqual([]);
    expect(slos.map(({ name }) => name)).toEqual(['errors', 'fast']);
    expect(objects).toEqual({
      SLO: 2,
      SLI: 2,
      Service: 1,
      DataSource: 1,
      AlertPolicy: 2,
      AlertCondition: 2,
      AlertNotificationTarget: 2,
    });
  });

  it('gives an SLO with everything that it refers to', () => {
    const [errors] = read(VALID).slos;
    expect(errors).toMatchObject({
      name: 'errors',
      displayName: 'Errors of the shop',
      description: 'Requests without an error.',
      service: 'shop',
      indicator: { kind: 'ratio', numerator: 'bad', events: 'requests_total{code=~"5.."}', total: 'requests_total' },
      budgeting: { method: 'Occurrences' },
      runbookUrl: 'docs/runbooks/errors.md',
      labels: { team: 'web,sre' },
      source: { file: 'slos.yaml', line: 30 },
    });
  });

  it('puts a class target that differs into an objective of its own', () => {
    const real = { name: 'real', periodSeconds: 28 * 86_400, calendar: undefined };
    expect(read(VALID).slos[0]?.objectives).toMatchObject([
      { displayName: 'three nines', target: 0.999, clocks: [real], source: { line: 66 } },
      { displayName: '', target: 0.98, clocks: [real], source: { line: 68 } },
      {
        displayName: 'three nines',
        target: 0.95,
        clocks: [{ name: 'class', periodSeconds: 3000, calendar: undefined }],
      },
    ]);
  });

  it('puts a class target that is the same onto the objective, for an hour unless it says how long', () => {
    const same = VALID.replace('class-target: 95%', 'class-target: 99.9%').replace(/.*class-period.*\n/, '');
    expect(
      read(same).slos[0]?.objectives.map(({ target, clocks }) => [target, clocks.map(({ name }) => name)]),
    ).toEqual([
      [0.999, ['real', 'class']],
      [0.98, ['real']],
    ]);
    expect(read(same).slos[0]?.objectives[0]?.clocks[1]?.periodSeconds).toBe(3600);
  });

  it('sorts the tiers of a ladder, fastest first, and turns budget shares into burn rates', () => {
    expect(read(VALID).slos[0]?.alertPolicies[0]).toEqual({
      name: 'ladder',
      clock: 'class',
      tiers: [
        {
          name: 'fast',
          action: 'page',
          severity: 'P1',
          longSeconds: 60,
          shortSeconds: 20,
          // 10 % of the budget of 50 minutes within one minute.
          burnRate: 5,
          keepFiringSeconds: 30,
          source: { file: 'slos.yaml', line: 119 },
        },
        {
          name: 'slow',
          action: 'ticket',
          severity: 'P3',
          longSeconds: 600,
          shortSeconds: 50,
          burnRate: 2,
          keepFiringSeconds: 0,
          source: { file: 'slos.yaml', line: 118 },
        },
      ],
      notificationTargets: ['class'],
      source: { file: 'slos.yaml', line: 112 },
    });
  });

  it("makes one tier of a plain OpenSLO v1 condition, with the Workbook's short window", () => {
    expect(read(VALID).slos[0]?.alertPolicies[1]).toMatchObject({
      name: 'one-window',
      clock: 'real',
      tiers: [
        { name: 'two-percent', action: 'page', severity: 'P1', longSeconds: 3600, shortSeconds: 300, burnRate: 14.4 },
      ],
      notificationTargets: ['pager'],
    });
  });

  it('reads slices, thresholds and calendars', () => {
    expect(read(VALID).slos[1]).toMatchObject({
      displayName: 'fast',
      indicator: { kind: 'histogram', form: 'classic', query: 'request_seconds{job="shop"}' },
      budgeting: { method: 'Timeslices', sliceSeconds: 300 },
      objectives: [
        {
          target: 0.99,
          threshold: { op: 'lte', value: 0.3 },
          sliceTarget: 0.95,
          clocks: [
            {
              periodSeconds: 30 * 86_400,
              calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'Europe/Berlin' },
            },
          ],
        },
      ],
    });
  });

  it.each<[string, string, string, string, string, Indicator]>([
    [
      'good and total',
      `{ ratioMetric: { counter: true, good: ${ERRORS}, total: ${ALL} } }`,
      'RatioTimeslices',
      '{ target: 0.9, timeSliceWindow: 1m }',
      '',
      { kind: 'ratio', numerator: 'good', events: 'errors_total', total: 'all_total{job="shop"}' },
    ],
    [
      'a ratio',
      `{ ratioMetric: { rawType: failure, raw: ${ERRORS} } }`,
      'RatioTimeslices',
      '{ target: 0.9, timeSliceWindow: 1 }',
      '',
      { kind: 'raw', meaning: 'failure', query: 'errors_total' },
    ],
    [
      'a native histogram',
      `{ thresholdMetric: ${ALL} }`,
      'Occurrences',
      '{ target: 0.9, op: gt, value: 12 }',
      ', annotations: { sre-slo-lab.dev/histogram: native }',
      { kind: 'histogram', form: 'native', query: 'all_total{job="shop"}' },
    ],
    [
      'a gauge',
      '{ thresholdMetric: { metricSource: { type: Prometheus, spec: { query: avg(score) } } } }',
      'Timeslices',
      '{ target: 0.9, op: gte, value: 0.8, timeSliceTarget: 1, timeSliceWindow: 1m }',
      '',
      { kind: 'threshold', query: 'avg(score)' },
    ],
  ])('reads %s', (_title, indicator, method, objective, annotations, expected) => {
    expect(slo(indicator, method, objective, annotations)).toMatchObject({
      indicator: expected,
      budgeting: { method },
    });
  });

  it('reads percentages without the digits that binary fractions add', () => {
    const indicator = `{ ratioMetric: { counter: true, bad: ${ERRORS}, total: ${ALL} } }`;
    for (const [percent, target] of [
      [99.9, 0.999],
      [99.99, 0.9999],
      [99.95, 0.9995],
      [7, 0.07],
    ]) {
      expect(slo(indicator, 'Occurrences', `{ targetPercent: ${percent} }`)).toMatchObject({
        objectives: [{ target }],
      });
    }
  });

  it('joins what several files define, in any order', () => {
    const documents = VALID.split('---\n');
    const files = documents.map((text, index) => ({ file: `${index}.yaml`, text })).reverse();
    const { problems, slos } = readSlos(files);
    expect(problems).toEqual([]);
    expect(slos.map(({ name, source }) => [name, source])).toEqual([
      ['fast', { file: '4.yaml', line: 1 }],
      ['errors', { file: '3.yaml', line: 1 }],
    ]);
  });

  it('tells problems by file, line and path', () => {
    const wrong = 'kind: Servic\napiVersion: openslo/v3\n';
    const { problems } = readSlos([
      { file: 'b.yaml', text: wrong },
      { file: 'a.yaml', text: wrong },
    ]);
    expect(problems.map(({ file, line, path }) => `${file}:${line} ${path}`)).toEqual([
      'b.yaml:1 kind',
      'b.yaml:2 apiVersion',
      'a.yaml:1 kind',
      'a.yaml:2 apiVersion',
    ]);
  });

  it('tells a name that two files take where the second one takes it', () => {
    const service = 'apiVersion: openslo/v1\nkind: Service\nmetadata:\n  name: shop\nspec: {}\n';
    const { problems } = readSlos([
      { file: 'a.yaml', text: service },
      { file: 'b.yaml', text: `# The same.\n${service}` },
    ]);
    expect(problems).toEqual([
      {
        file: 'b.yaml',
        line: 2,
        path: 'metadata.name',
        got: 'shop',
        message: 'allowed: each name once for a kind; the first Service "shop" is at a.yaml:1',
      },
    ]);
  });

  it('keeps the SLOs of which nothing is wrong, and only those', () => {
    expect(read(VALID.replace('target: 0.98', 'target: 98')).slos.map(({ name }) => name)).toEqual(['fast']);
    expect(read(VALID.replace('value: 0.3', 'value: x')).slos.map(({ name }) => name)).toEqual(['errors']);
  });

  it('tells what is wrong with an alert policy once, however many SLOs name it', () => {
    const twice = VALID.replace('      timeSliceWindow: 5\n', '$&  alertPolicies:\n    - alertPolicyRef: one-window\n');
    const wrong = twice.replace('name: pager', 'name: Pager');
    expect(problemsOf(wrong)).toHaveLength(1);
    expect(read(wrong).slos).toEqual([]);
  });

  it('judges the condition of a ladder in each period that it is used for', () => {
    const shares = VALID.replace('burn-rate=2', 'budget-share=40%').replace('threshold: 2', 'threshold: 2.4');
    expect(problemsOf(shares)).toEqual([
      'slos.yaml:136: spec.condition.threshold: got threshold 2.4 over 600 s; allowed: a tier of AlertPolicy "ladder", for tools that know OpenSLO v1 alone; in a period of 3000 s they are 5 over 60 s, 2 over 600 s',
    ]);
    expect(problemsOf(shares.replace('class-period: 50m', 'class-period: 60m'))).toEqual([]);
  });

  it('checks what no SLO refers to', () => {
    const [service, , sli] = VALID.split('---\n');
    const unused = `${service}---\n${sli}---\n${VALID.slice(VALID.indexOf('apiVersion: openslo/v1\nkind: AlertPolicy'))}`;
    expect(
      problemsOf(unused.replace('targetRef: class', 'targetRef: nobody').replace('threshold: 2', 'threshold: 3')),
    ).toEqual([
      'slos.yaml:17: spec.thresholdMetric.metricSource.metricSourceRef: got prometheus; no DataSource has this name, and the files define none',
      'slos.yaml:34: spec.notificationTargets[0].targetRef: got nobody; no AlertNotificationTarget has this name; allowed: class',
      'slos.yaml:45: spec.condition.threshold: got threshold 3 over 600 s; allowed: a tier of AlertPolicy "ladder", for tools that know OpenSLO v1 alone; in a period of 3600 s they are 6 over 60 s, 2 over 600 s',
    ]);
  });

  it('says that a file has no document', () => {
    for (const text of ['', '\n\n', '# nothing but a comment\n---\n...\n', '\uFEFF']) {
      expect(problemsOf(text)).toEqual([
        'slos.yaml:1: got no document; allowed: one or more documents of OpenSLO v1; was the file cut?',
      ]);
    }
  });

  it('follows aliases, and tells what is wrong where it is written', () => {
    const shared = VALID.replace('    - duration: 4w\n', '    - &month\n      duration: 4w\n');
    expect(problemsOf(shared)).toEqual([]);
    const text = `${HEAD}spec:
${WINDOW}  indicator:
    metadata: { name: one }
    spec:
      ratioMetric:
        counter: true
        good: &metric
          metricSource:
            type: Prometheus
            spec: { query: all_total }
        total: *metric
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]
`;
    expect(read(text).slos[0]?.indicator).toMatchObject({ events: 'all_total', total: 'all_total' });
    expect(problemsOf(text.replace('query: all_total', 'query: 7')).map((line) => line.split(' ').slice(0, 2))).toEqual(
      [
        ['slos.yaml:21:', 'spec.indicator.spec.ratioMetric.good.metricSource.spec.query:'],
        ['slos.yaml:21:', 'spec.indicator.spec.ratioMetric.total.metricSource.spec.query:'],
      ],
    );
  });
});
