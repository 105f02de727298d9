import {
  describeAction,
  endOfSteps,
  type Facts,
  type Prediction,
  type RunRecord,
  type Scenario,
} from '../../scenarios/index';
import { CLOCK_TITLES } from '../../slo/names';
import type { RunReport } from '../commands/run';
import { percent } from './numbers';
import type { Style } from './style';
import { table } from './table';

/** What a run is going to do, and what it will come to, before it begins. */
export function planLines(scenario: Scenario, prediction: Prediction, style: Style): string[] {
  const { id, title, kind, objective, steps } = scenario;
  return [
    `${style.strong(id)}: ${title} ${style.quiet(`(${kind})`)}`,
    objective,
    '',
    ...steps.map(({ at, seconds, action }) => {
      const until = seconds > 0 ? `, for ${seconds} s` : '';
      return `${style.quiet(`${String(at).padStart(4)} s`)} ${describeAction(action)}${until}`;
    }),
    `${style.quiet(`${String(endOfSteps(scenario)).padStart(4)} s`)} everything is over or undone`,
    '',
    ...predictionLines(prediction, style),
    '',
  ];
}

function predictionLines({ alerts, budgets, doubt, seenBy }: Prediction, style: Style): string[] {
  const costs = budgets.filter(({ clock, spent }) => clock === 'class' && spent > 0.0005);
  const fires = alerts.map(
    ({ slo, alert, firesAt, clearsAt }) =>
      `${alert} of ${slo} fires at ${firesAt} s${clearsAt === null ? '' : ` and is over at ${clearsAt} s`}`,
  );
  return [
    style.strong('prediction') + style.quiet(' (on the grid of the evaluations; live, up to 10 s come on top)'),
    ...(doubt === null ? [] : [`  ${style.warn(doubt)}`]),
    ...(fires.length === 0 ? ['  no burn alert fires'] : fires.map((line) => `  ${line}`)),
    ...(costs.length === 0
      ? ['  the budgets of the class hour stay as they are']
      : costs.map(
          ({ slo, spent, after }) =>
            `  ${slo} spends ${percent(spent)} of the class hour's budget, ${percent(after)} is left`,
        )),
    `  seen by: ${seenBy}`,
  ];
}

/** A step, as it is told when it is done. */
export function stepLine(what: string, said: string): string {
  return `step: ${what} (${said})`;
}

const OUTCOMES: Readonly<Record<RunRecord['outcome'], string>> = {
  running: 'still runs',
  met: 'did what it says: every expectation is met',
  'not met': 'did not do what it says',
  aborted: 'was aborted',
  interrupted: 'was stopped before its end',
  failed: 'could not be run to its end',
};

export function formatRun(report: RunReport, style: Style): string {
  switch (report.kind) {
    case 'list':
      return formatList(report, style);
    case 'restored':
      return report.restored.length === 0
        ? 'No run left anything to undo.'
        : report.restored
            .flatMap(({ said, isRestored }) =>
              said.map((line) => `${isRestored ? style.good('✓') : style.bad('✗')} ${line}`),
            )
            .join('\n');
    default:
      return formatRecord(report.record, report.file, style);
  }
}

function formatList({ scenarios, problems }: Extract<RunReport, { kind: 'list' }>, style: Style): string {
  const rows = scenarios.map(({ id, kind, title, seconds, cost }) => [
    style.strong(id),
    kind,
    `${seconds} s`,
    cost.map(({ slo, share }) => `${slo} ${percent(share, 0)}`).join(', ') || '-',
    title,
  ]);
  const lines = [...table([['scenario', 'kind', 'steps', "spends of the class hour's budgets", ''], ...rows])].join(
    '\n',
  );
  if (problems.length === 0) return lines;
  return `${lines}\n\n${problems.map(({ file, line, path, got, message }) => style.bad(`${file}:${line}: ${path}: got ${got}; ${message}`)).join('\n')}`;
}

function formatRecord(record: RunRecord, file: string, style: Style): string {
  const { blind, outcome, problem, restored, verdicts, prediction, facts, override } = record;
  const isHidden = blind !== null && !blind.isRevealed;
  const name = isHidden ? 'The incident' : record.id;
  const good = outcome === 'met';
  return [
    '',
    `${good ? style.good('✓') : style.bad('✗')} ${style.strong(name)} ${OUTCOMES[outcome]}${problem === null ? '' : `: ${problem}`}`,
    ...(override === null ? [] : [style.warn(`  the policy was overridden by ${override.name}: ${override.reason}`)]),
    ...(isHidden || !prediction || !facts ? [] : ['', ...comparison(prediction, facts, style)]),
    ...(isHidden || verdicts.length === 0
      ? []
      : [
          '',
          ...verdicts.map(
            ({ expected, got, isMet }) => `${isMet ? style.good('✓') : style.bad('✗')} ${expected}: ${got}`,
          ),
        ]),
    ...(facts && !isHidden ? [] : alertLines(facts)),
    '',
    restoredLine(restored, isHidden, style),
    style.quiet(`record: ${file}${isHidden ? '; "npx lab run --reveal" tells what it was' : ''}`),
  ].join('\n');
}

function alertLines(facts: Facts | null): string[] {
  return (facts?.alerts ?? []).map(({ summary, alert, firedAt }) => `  ${firedAt.toFixed(0)} s: ${summary || alert}`);
}

function restoredLine(restored: RunRecord['restored'], isHidden: boolean, style: Style): string {
  if (restored === null) return style.warn('nothing was restored yet');
  const { isRestored, said } = restored;
  const details = isHidden || said.length === 0 ? '' : ` (${said.join('; ')})`;
  return isRestored ? style.good(`the lab is as it was${details}`) : style.bad(`the lab is not as it was${details}`);
}

/** What was computed beside what came. */
function comparison(prediction: Prediction, facts: Facts, style: Style): string[] {
  const budgets = facts.budgets
    .filter(({ clock }) => clock === 'class')
    .flatMap((fact) => {
      const computed = prediction.budgets.find(
        (one) => one.slo === fact.slo && one.objective === fact.objective && one.clock === fact.clock,
      );
      if (Math.abs(fact.spent) < 0.0005 && (computed?.spent ?? 0) < 0.0005) return [];
      return [[`${fact.slo} spends`, computed ? percent(computed.spent) : '-', percent(fact.spent)]];
    });
  const keys = new Map(
    [...prediction.alerts, ...facts.alerts].map((one) => [`${one.alert} ${one.slo ?? ''} ${one.objective ?? ''}`, one]),
  );
  const alerts = [...keys].flatMap(([key, { alert, slo }]) => {
    const computed = prediction.alerts.find((one) => `${one.alert} ${one.slo} ${one.objective}` === key);
    const seen = facts.alerts.find((one) => `${one.alert} ${one.slo ?? ''} ${one.objective ?? ''}` === key);
    const name = slo === null ? alert : `${alert} of ${slo}`;
    const isPredicted = seen?.slo !== null;
    return [
      [`${name} fires at`, isPredicted ? secondsText(computed?.firesAt) : '-', secondsText(seen?.firedAt)],
      [`${name} is over at`, isPredicted ? secondsText(computed?.clearsAt) : '-', secondsText(seen?.clearedAt)],
    ];
  });
  const recovery = [
    'well again after the last step',
    `${prediction.recoverySeconds.toFixed(0)} s`,
    facts.recoverySeconds === null ? 'not seen' : `${facts.recoverySeconds.toFixed(0)} s`,
  ];
  const load =
    facts.load === null ? [] : [['requests of the load (errors)', '-', `${facts.load.sent} (${facts.load.errors})`]];
  const rows = [...budgets, ...alerts, recovery, ['seen by', prediction.seenBy, facts.seenBy], ...load];
  return table([[CLOCK_TITLES.class, 'predicted', 'came'], ...rows]).map((line, index) =>
    index === 0 ? style.quiet(line) : line,
  );
}

function secondsText(value: number | null | undefined): string {
  return value === null || value === undefined ? 'not' : `${value.toFixed(0)} s`;
}
