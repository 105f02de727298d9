import { durationText } from '../duration-text';
import type { Sampling, Slo } from '../model';
import { burnAlertName, objectiveLabel, RECORDED } from '../names';
import { quoted } from '../promql';
import { leastBadEvents } from '../rules/burn-alerts';
import { firingsOf, slicesOf, windowOf, type Firing } from '../simulate';
import type { Totals } from '../timeline';
import { counterSeries, gaugeSeries, meanSeries, samplesText, type InputSeries } from './samples';
import { scenariosOf, watchesOf, type Scenario, type Watch } from './scenarios';
import { witnessOf, type TestSeries, type Witness } from './witness';

/** A file for `promtool test rules`. */
export interface RuleTestFile {
  /** Such as `availability.ladder-5s.yml`. */
  readonly name: string;
  readonly text: string;
}

/**
 * The proof of an SLO's rules: the simulation says which alerts are on at each moment, and the tests ask the rules, at
 * each change and just before it. One file a scenario, since promtool has one evaluation interval a file; none when no
 * test series can be made for the SLO's queries, or nothing alerts on it.
 * @param ruleFile the rules' path, relative to the test files'
 */
export function ruleTestFiles(header: string, slo: Slo, sampling: Sampling, ruleFile: string): RuleTestFile[] {
  const witness = witnessOf(slo);
  if (!witness) return [];
  return scenariosOf(slo, sampling).map((scenario) => ({
    name: `${slo.name}.${scenario.id}.yml`,
    text: testText(header, { slo, sampling, ruleFile, witness, scenario }),
  }));
}

interface TestOf {
  readonly slo: Slo;
  readonly sampling: Sampling;
  readonly ruleFile: string;
  readonly witness: Witness;
  readonly scenario: Scenario;
}

function testText(header: string, test: TestOf): string {
  const { ruleFile, scenario } = test;
  const step = durationText(scenario.stepSeconds);
  return [
    header,
    `rule_files: [${JSON.stringify(ruleFile)}]`,
    `evaluation_interval: ${step}`,
    `tests:`,
    `  - interval: ${durationText(scenario.stepSeconds / partsOf(test))}`,
    `    name: ${JSON.stringify(scenario.name)}`,
    `    input_series:`,
    ...inputOf(test),
    `    promql_expr_test:`,
    ...expectations(test),
    '',
  ].join('\n');
}

function inputOf(test: TestOf): string[] {
  const input = seriesOf(test);
  return input.flatMap(({ series, samples }) => [
    `      - series: ${JSON.stringify(seriesText(series))}`,
    `        values: ${JSON.stringify(samplesText(samples))}`,
  ]);
}

function seriesOf(test: TestOf): InputSeries[] {
  const { witness, scenario } = test;
  const { observed, lives } = scenario;
  if (witness.kind === 'gauge') return [gaugeSeries(witness, observed)];
  if (witness.kind === 'mean') return meanSeries(witness, observed, partsOf(test));
  return counterSeries(witness, lives, observed.total.length);
}

/** Samples a step: a mean over a minute needs several in each minute, whatever the step is. */
function partsOf({ witness, scenario }: TestOf): number {
  return witness.kind === 'mean' ? Math.max(1, scenario.stepSeconds / 15) : 1;
}

/** All alerts of the SLO that are on, at each moment where one goes on or off and at the evaluation before. */
function expectations(test: TestOf): string[] {
  const { slo, scenario } = test;
  const watched = watchesOf(slo).map((watch) => ({
    firings: firingsFor(test, watch),
    lines: expectedSample(alertLabels(watch), 1),
  }));
  const changes = watched.flatMap(({ firings }) =>
    firings.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])),
  );
  const last = scenario.observed.total.length - 1;
  const moments = [...new Set([0, ...changes.flatMap((at) => [at - 1, at]), last])].filter((at) => at >= 0);
  const head = askLine(
    `count by (alertname, objective) (ALERTS{alertstate="firing",kind="burn",slo=${quoted(slo.name)}})`,
  );
  return [
    ...moments
      .sort((a, b) => a - b)
      .map((at) => {
        const on = watched.filter(({ firings }) => firings.some((firing) => isOn(firing, at)));
        return expectation(
          head,
          at * scenario.stepSeconds,
          on.map(({ lines }) => lines),
        );
      }),
    ...budgets(test, last),
  ];
}

/** What the budgets come to at the end, in millionths: binary fractions differ in the last digit. */
function budgets(test: TestOf, at: number): string[] {
  const { slo, scenario } = test;
  const clocks = slo.objectives.flatMap((objective) => objective.clocks.map((clock) => ({ objective, clock })));
  return clocks
    .filter(({ clock }) => clock.calendar === undefined)
    .map(({ objective, clock }) => {
      const { total, bad } = windowOf(countedIn(test, objective), at, clock.periodSeconds, scenario.stepSeconds);
      const select = `slo=${quoted(slo.name)},objective=${quoted(objectiveLabel(objective))},clock="${clock.name}"`;
      const sli = total > 0 ? 1 - bad / total : 1;
      return expectation(askLine(`round(1e6 * ${RECORDED.sli}{${select}})`), at * scenario.stepSeconds, [
        expectedSample(`{${select}}`, Math.floor(sli * 1e6 + 0.5)),
      ]);
    });
}

function firingsFor(test: TestOf, { tier, objective }: Watch): Firing[] {
  const { stepSeconds } = test.scenario;
  return firingsOf(countedIn(test, objective), tier, objective, { stepSeconds, leastBad: leastBadEvents(test.slo) });
}

/** What an objective's counters say: events, or slices of them. */
function countedIn(
  { slo, sampling, scenario }: TestOf,
  objective: Pick<Slo['objectives'][number], 'sliceTarget'>,
): Totals {
  if (slo.budgeting.method === 'Occurrences') return scenario.observed;
  const { evaluationSeconds } = sampling;
  return slicesOf(scenario.observed, slo.budgeting, objective, {
    stepSeconds: scenario.stepSeconds,
    evaluationSeconds,
  });
}

/** A question and its answer, as lines made once: a file asks the same at dozens of moments. */
function expectation(ask: string, seconds: number, samples: readonly string[]): string {
  const when = `        eval_time: ${durationText(seconds)}`;
  if (samples.length === 0) return `${ask}\n${when}\n        exp_samples: []`;
  return `${ask}\n${when}\n        exp_samples:\n${samples.join('\n')}`;
}

function askLine(expr: string): string {
  return `      - expr: ${JSON.stringify(expr)}`;
}

function expectedSample(labels: string, value: number): string {
  return `          - labels: ${JSON.stringify(labels)}\n            value: ${value}`;
}

function alertLabels({ clock, tier, objective }: Watch): string {
  return `{alertname=${quoted(burnAlertName(clock.name, tier))},objective=${quoted(objectiveLabel(objective))}}`;
}

function isOn({ from, to }: Firing, at: number): boolean {
  return at >= from && (to === undefined || at < to);
}

function seriesText({ name, labels }: TestSeries): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${quoted(value)}`)
    .join(',')}}`;
}
