import { LabError } from '../../model/errors';
import type { BudgetFloor, Kind, Restored, RunRecord } from '../../scenarios/index';
import type { Problem } from '../../slo/model';
import type { Command, CommandContext, Outcome } from '../command';
import { formatRun } from '../format/run';
import { WHICH_LAB, wholeNumber, type WhichLab } from '../options';
import { durationOption } from '../slo/incident-options';

interface RunCommandOptions extends WhichLab {
  readonly scenario?: string;
  readonly list?: boolean;
  readonly blind?: boolean;
  readonly seed?: number;
  readonly reveal?: boolean;
  readonly restore?: boolean;
  /** Seconds. */
  readonly wait?: number;
  readonly override?: string;
  readonly reason?: string;
  readonly token?: string;
}

/** One line of `lab run --list`. */
export interface ListedScenario {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly document: string | null;
  /** Until the last step is over. */
  readonly seconds: number;
  readonly cost: readonly BudgetFloor[];
}

export type RunReport =
  | { readonly kind: 'run' | 'revealed'; readonly record: RunRecord; readonly file: string }
  | { readonly kind: 'list'; readonly scenarios: readonly ListedScenario[]; readonly problems: readonly Problem[] }
  | { readonly kind: 'restored'; readonly restored: readonly Restored[] };

/** `lab run`: an incident as a file, predicted, done, judged and undone. */
export const run: Command<RunCommandOptions, RunReport> = {
  name: 'run',
  summary: 'run a scenario: predict, break, watch, compare, and always restore',
  description:
    'Checks that the lab is steady, predicts what the scenario will cost and which alert fires when, does its steps, and shows the ' +
    'prediction beside what came. Whatever happens (Ctrl-C, a kill of this command, an empty budget), everything is undone. Ends with ' +
    '0 when every expectation is met, 1 when not. Scenarios are files: docs/scenario-format.md.',
  examples: [
    'npx lab run --list',
    'npx lab run partial-failure',
    'npx lab run --blind --seed 7',
    'npx lab run --reveal',
    'npx lab run --restore',
  ],
  argument: { syntax: '[scenario]', description: 'its id, as --list shows it' },
  options: [
    { flags: '--list', description: 'which scenarios there are, and what is wrong with their files' },
    { flags: '--blind', description: 'draw one, and keep from the screen which one it is' },
    { flags: '--seed <number>', description: 'which one --blind draws', parse: wholeNumber('--seed', 0, 2 ** 31) },
    { flags: '--reveal', description: 'tell what the last blind run was' },
    { flags: '--restore', description: 'undo what a run left that could not undo it itself' },
    durationOption('--wait <time>', 'how long to wait for the lab to be steady (default: not at all)'),
    { flags: '--override <name>', description: 'who lets it run although the budget is gone' },
    { flags: '--reason <text>', description: 'why; it is recorded' },
    { flags: '--token <token>', description: "the app's CHAOS_TOKEN, where it has one (default: the environment's)" },
    ...WHICH_LAB,
  ],
  async run(context, options) {
    refuseMixture(options);
    if (options.list) return list(context);
    if (options.reveal) return reveal(context);
    if (options.restore) return restore(context);
    return runOne(context, options);
  },
  format: formatRun,
};

/** Exactly one of the things that the command does. */
function refuseMixture({
  scenario,
  list: isList,
  blind,
  seed,
  reveal: isReveal,
  restore: isRestore,
  override,
  reason,
}: RunCommandOptions): void {
  const asked = [
    ...(scenario === undefined ? [] : [`"${scenario}"`]),
    ...(isList ? ['--list'] : []),
    ...(blind ? ['--blind'] : []),
    ...(isReveal ? ['--reveal'] : []),
    ...(isRestore ? ['--restore'] : []),
  ];
  if (asked.length === 0) {
    throw new LabError(
      'InvalidArgument',
      'no scenario is named; allowed: an id as "npx lab run --list" shows it, or --blind',
    );
  }
  if (asked.length > 1)
    throw new LabError('InvalidArgument', `${asked.join(' and ')} exclude each other; allowed: one of them`);
  if (seed !== undefined && !blind)
    throw new LabError('InvalidArgument', '--seed is only for --blind: it says which one is drawn');
  if ((override === undefined) !== (reason === undefined)) {
    throw new LabError('InvalidArgument', '--override and --reason belong together: who, and why');
  }
}

async function list({ root }: CommandContext): Promise<Outcome<RunReport>> {
  const { labSlos }: typeof import('../slo/lab-slos') = require('../slo/lab-slos');
  const { labScenarios }: typeof import('../scenarios/lab-scenarios') = require('../scenarios/lab-scenarios');
  const { costOf, endOfSteps }: typeof import('../../scenarios/index') = require('../../scenarios/index');
  const { scenarios, problems } = labScenarios(root, labSlos([], root));
  const listed = scenarios.map((one) => ({
    id: one.id,
    kind: one.kind,
    title: one.title,
    document: one.document ?? null,
    seconds: endOfSteps(one),
    cost: costOf(one),
  }));
  return { data: { kind: 'list', scenarios: listed, problems }, exitCode: problems.length === 0 ? 0 : 1 };
}

async function reveal({ root }: CommandContext): Promise<Outcome<RunReport>> {
  const {
    readRecords,
    revealRecord,
  }: typeof import('../scenarios/record-files') = require('../scenarios/record-files');
  const { labPaths }: typeof import('../paths') = require('../paths');
  const last = readRecords(labPaths(root).runs).findLast(({ record }) => record.blind !== null);
  const record = last && revealRecord(last.file);
  if (!record) {
    throw new LabError('NoBlindRun', 'no blind run was recorded in this folder; begin one with "npx lab run --blind"');
  }
  return { data: { kind: 'revealed', record, file: last.file } };
}

async function restore(context: CommandContext): Promise<Outcome<RunReport>> {
  const { labPaths }: typeof import('../paths') = require('../paths');
  const { journalFiles, restoreFrom }: typeof import('../scenarios/restore') = require('../scenarios/restore');
  const restored: Restored[] = [];
  for (const file of journalFiles(labPaths(context.root).runs)) {
    const one = await restoreFrom(file, context, 'later');
    if (one) restored.push(one);
  }
  return { data: { kind: 'restored', restored }, exitCode: restored.every(({ isRestored }) => isRestored) ? 0 : 1 };
}

async function runOne(context: CommandContext, options: RunCommandOptions): Promise<Outcome<RunReport>> {
  const { labSlos }: typeof import('../slo/lab-slos') = require('../slo/lab-slos');
  const {
    labScenarios,
    scenarioNamed,
  }: typeof import('../scenarios/lab-scenarios') = require('../scenarios/lab-scenarios');
  const { drawScenario }: typeof import('../scenarios/draw') = require('../scenarios/draw');
  const { runScenario }: typeof import('../scenarios/run-scenario') = require('../scenarios/run-scenario');
  const { recordPath }: typeof import('../scenarios/new-record') = require('../scenarios/new-record');
  const { waitForOthers }: typeof import('../scenarios/others') = require('../scenarios/others');
  const { openSource }: typeof import('../snapshot/open-source') = require('../snapshot/open-source');
  const { reachLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
  const { listenForStop }: typeof import('../up/stop-request') = require('../up/stop-request');
  const { exitCodeOf }: typeof import('../interrupted') = require('../interrupted');
  const { scenario: id, target, lab: name, seed = 1 } = options;
  const token = options.token ?? (context.environment['CHAOS_TOKEN'] || undefined);
  const slos = labSlos([], context.root);
  const all = labScenarios(context.root, slos);
  const named = id === undefined ? undefined : scenarioNamed(all, id);
  const stop = listenForStop(context.signals);
  try {
    const lab = await reachLab(context, options);
    await waitForOthers(context, lab.cluster, stop.signal);
    const source = openSource(lab, context, token === undefined ? {} : { token });
    const scenario = named ?? (await drawScenario(all.scenarios, seed, lab, source));
    const { override, reason } = options;
    const record = await runScenario(
      scenario,
      { lab, source, slos, stop },
      {
        which: { ...(target === undefined ? {} : { target }), ...(name === undefined ? {} : { lab: name }) },
        token,
        blindSeed: named ? undefined : seed,
        waitSeconds: options.wait ?? 0,
        override: override === undefined || reason === undefined ? undefined : { name: override, reason },
      },
      context,
    );
    const data: RunReport = { kind: 'run', record, file: recordPath(record) };
    if (stop.signal.aborted) return { data, exitCode: exitCodeOf(await stop.requested) };
    return { data, exitCode: record.outcome === 'met' && record.restored?.isRestored === true ? 0 : 1 };
  } finally {
    stop.dispose();
  }
}
