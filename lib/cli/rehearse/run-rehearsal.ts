import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LabError, messageOf } from '../../model/errors';
import { recordFileName, type RunRecord, type Scenario } from '../../scenarios/index';
import type { PlanName } from '../../lessons/plan';
import type { CommandContext, Outcome } from '../command';
import { cost } from '../commands/cost';
import { doctor } from '../commands/doctor';
import { duration } from '../format/duration';
import { exitCodeOf } from '../interrupted';
import { lessonsOf } from '../lessons/load';
import { DEFAULT_ENDPOINT_PORT, type WhichLab } from '../options';
import { labPaths } from '../paths';
import { poll } from '../poll';
import { resetLab } from '../reset-lab';
import { findRunningLab } from '../run-state/running-lab';
import { labScenarios, problemLines } from '../scenarios/lab-scenarios';
import { waitForOthers } from '../scenarios/others';
import { journalFiles } from '../scenarios/restore';
import { runScenario } from '../scenarios/run-scenario';
import type { RunWorld } from '../scenarios/world';
import { unmet } from '../scenarios/steady';
import { labSlos } from '../slo/lab-slos';
import { openSource } from '../snapshot/open-source';
import type { SnapshotSource } from '../snapshot/snapshot-source';
import { reachLab } from '../status/reach-lab';
import { labOfItsOwn } from '../up/own-lab';
import { listenForStop, type StopRequest } from '../up/stop-request';
import { labProcesses } from './lab-processes';
import { leftBehind, type Traces } from './leftovers';
import { rehearsalMarkdown } from './markdown';
import { rehearsed, type PlannedScenario, type Rehearsed } from './plan';
import { problemsOf, sumOfSpent, type Rehearsal, type RehearsalReport } from './report';

export interface RehearseOptions extends WhichLab {
  readonly plan?: PlanName;
  readonly times: number;
  readonly only?: readonly string[];
  readonly token?: string;
}

/** How long a lab may take to be steady before a scenario; its alerts of the one before must be silent. */
const WAIT_SECONDS = 240;
/** How long after a scenario its alerts may take to be silent. */
const SILENT_MS = 180_000;
/** What a class without a plan is reckoned with. */
const HOURS = 2;

/**
 * The night before: doctor, then each scenario, one after another; one that fails keeps none of the others from being run. Without a lab of
 * this folder it starts one, and takes it down at the end.
 */
export async function runRehearsal(
  context: CommandContext,
  options: RehearseOptions,
): Promise<Outcome<RehearsalReport>> {
  const startedAt = new Date();
  const { root, progress } = context;
  const { target = 'local' } = options;
  const slos = labSlos([], root);
  const files = labScenarios(root, slos);
  if (files.problems.length > 0) {
    throw new LabError('InvalidScenario', `scenarios cannot be read:\n${problemLines(files.problems)}`);
  }
  const wanted = rehearsed(files.scenarios, lessonsOf(root), { ...options, target });
  const stop = listenForStop(context.signals);
  const own = labOfItsOwn(context, stop);
  const silent = { ...context, progress: () => {} };
  try {
    const { data: machine } = await doctor.run(silent, { port: DEFAULT_ENDPOINT_PORT, target });
    const problems = machine.checks
      .filter(({ status }) => status === 'problem')
      .map(({ name, found }) => `${name}: ${found}`);
    for (const problem of problems) progress(context.style.bad(`✗ ${problem}`));
    const price = await priceOf(silent, wanted.plan);
    let runs: Rehearsal[] = [];
    if (problems.length === 0) {
      const isHere =
        target === 'aws' || options.lab !== undefined || findRunningLab(labPaths(root).runFile) !== undefined;
      if (!isHere) await own.up({});
      const lab = await reachLab(context, options);
      await waitForOthers(context, lab.cluster, stop.signal);
      const token = options.token ?? (context.environment['CHAOS_TOKEN'] || undefined);
      const source = openSource(lab, context, token === undefined ? {} : { token });
      const world = { lab, source, slos, stop };
      runs = await rehearse(wanted, world, { ...options, token }, context);
    }
    const said = {
      startedAt: startedAt.toISOString(),
      target,
      cluster: options.lab ?? 'SreSloLab',
      plan: wanted.plan,
      times: options.times,
      doctor: problems,
      planProblems: wanted.problems,
      runs,
      spent: sumOfSpent(runs),
      cost: price,
      tookMs: Date.now() - startedAt.getTime(),
      interrupted: stop.signal.aborted,
    };
    const data = { ...said, files: keep(root, said) };
    const exitCode = stop.signal.aborted ? exitCodeOf(await stop.requested) : problemsOf(said).length === 0 ? 0 : 1;
    return { data, exitCode };
  } finally {
    await own.down();
    stop.dispose();
  }
}

async function rehearse(
  { scenarios }: Rehearsed,
  world: RunWorld,
  options: RehearseOptions & { readonly token: string | undefined },
  context: CommandContext,
): Promise<Rehearsal[]> {
  const { progress, style } = context;
  const runs: Rehearsal[] = [];
  for (let time = 1; time <= options.times; time += 1) {
    for (const [index, planned] of scenarios.entries()) {
      if (world.stop.signal.aborted) return runs;
      const place = `${(time - 1) * scenarios.length + index + 1}/${options.times * scenarios.length}`;
      progress(`\n${style.quiet(place)}  ${style.strong(planned.scenario.id)}  ${style.quiet(planned.scenario.title)}`);
      const run = await rehearseOne(planned, time, world, options, context);
      for (const line of [...run.wrong, ...run.left.map((what) => `left behind: ${what}`)])
        progress(style.bad(`  ✗ ${line}`));
      progress(
        `  ${run.outcome}, ${duration(run.tookMs)}; left behind: ${run.left.length === 0 ? 'nothing' : run.left.length}`,
      );
      runs.push(run);
    }
  }
  return runs;
}

async function rehearseOne(
  { scenario, planned }: PlannedScenario,
  time: number,
  world: RunWorld,
  options: RehearseOptions & { readonly token: string | undefined },
  context: CommandContext,
): Promise<Rehearsal> {
  const startedAt = Date.now();
  const { lab, source, stop } = world;
  const here = { root: context.root, source };
  let wasReset = false;
  const freshHour = async (why: string) => {
    context.progress(context.style.quiet(`  a fresh class hour, since ${why}`));
    await resetLab(lab, context, stop.signal);
    wasReset = true;
  };
  const attempt = () => runOnce(scenario, world, options, context);
  let record: RunRecord | undefined;
  const wrong: string[] = [];
  let before = await tracesOf(here);
  try {
    const poor = unmet(scenario.preconditions, before.snapshot).find((line) => line.includes('of its budget'));
    if (poor !== undefined) await freshHour(poor.split(';')[0] ?? poor);
    record = await attempt().catch(async (error: unknown) => {
      if (!(error instanceof LabError) || error.code !== 'RefusedByPolicy' || wasReset) throw error;
      await freshHour('the budget that is left is not enough for it');
      return attempt();
    });
  } catch (error) {
    if (!stop.signal.aborted) wrong.push(messageOf(error));
  }
  // A new Prometheus has no alerts of before.
  if (wasReset) before = { ...before, snapshot: { ...before.snapshot, alerts: [] } };
  wrong.push(...wrongIn(record));
  const left = await leftAfter(before, here, stop);
  return {
    id: scenario.id,
    title: scenario.title,
    time,
    outcome: record?.outcome ?? (stop.signal.aborted ? 'interrupted' : 'not begun'),
    wrong,
    left,
    spent: (record?.facts?.budgets ?? [])
      .filter(({ clock, spent }) => clock === 'class' && spent > LEAST_SHARE)
      .map(({ slo, objective, spent }) => ({ slo, objective, share: spent }))
      .sort((one, other) => other.share - one.share),
    planned,
    wasReset,
    tookMs: Date.now() - startedAt,
    record: record === undefined ? null : `.lab/runs/${recordFileName(record)}`,
  };
}

/** Less is no cost: probes come and go. */
const LEAST_SHARE = 0.002;

function runOnce(
  scenario: Scenario,
  world: RunWorld,
  { target, lab, token }: RehearseOptions & { readonly token: string | undefined },
  context: CommandContext,
): Promise<RunRecord> {
  const which = { ...(target === undefined ? {} : { target }), ...(lab === undefined ? {} : { lab }) };
  const options = { which, token, blindSeed: undefined, waitSeconds: WAIT_SECONDS, override: undefined };
  return runScenario(scenario, world, options, context);
}

function wrongIn(record: RunRecord | undefined): string[] {
  if (record === undefined) return [];
  const { verdicts, problem, restored } = record;
  return [
    ...(problem === null ? [] : [problem]),
    ...verdicts
      .filter(({ isMet }) => !isMet)
      .map(({ about, expected, got }) => `${about}: expected ${expected}, got ${got}`),
    ...(restored?.isRestored === true ? [] : (restored?.said ?? ['it was not restored'])),
  ];
}

/** What is left once its alerts have had their time to be silent; nobody who has pressed Ctrl-C waits for them. */
async function leftAfter(
  before: Traces,
  here: { readonly root: string; readonly source: SnapshotSource },
  stop: StopRequest,
): Promise<string[]> {
  let left: string[] = [];
  const look = async () => {
    left = leftBehind(before, await tracesOf(here));
    return left.length === 0 || stop.signal.aborted ? left : undefined;
  };
  return poll(look, { timeoutMs: SILENT_MS, everyMs: 1_000, tooLate: somethingIsLeft }).catch((error: unknown) => {
    if (error instanceof LabError && error.code === 'LeftBehind') return left;
    throw error;
  });
}

function somethingIsLeft(): LabError {
  return new LabError('LeftBehind', 'something is left');
}

async function tracesOf({ root, source }: { readonly root: string; readonly source: SnapshotSource }): Promise<Traces> {
  const journals = journalFiles(labPaths(root).runs).map((file) => relative(root, file));
  return { snapshot: await source.take(), journals, processes: labProcesses(root) };
}

/** What a class costs on AWS; null when the stack cannot be synthesized here. */
async function priceOf(context: CommandContext, plan: PlanName | null): Promise<RehearsalReport['cost']> {
  const hours = plan === null ? HOURS : plan / 60;
  try {
    const { data } = await cost.run(context, { hours, labs: 1, traffic: 10 });
    return { usdPerHour: data.usdPerHour, hours, usd: data.sessionUsd };
  } catch {
    return null;
  }
}

function keep(root: string, report: Omit<RehearsalReport, 'files'>): RehearsalReport['files'] {
  const folder = labPaths(root).rehearsals;
  mkdirSync(folder, { recursive: true });
  const name = report.startedAt.slice(0, 19).replaceAll(':', '');
  const files = { json: join(folder, `${name}.json`), markdown: join(folder, `${name}.md`) };
  writeFileSync(files.json, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(files.markdown, rehearsalMarkdown(report));
  return { json: relative(root, files.json), markdown: relative(root, files.markdown) };
}
