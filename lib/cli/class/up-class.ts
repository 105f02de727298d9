import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { createLabApi } from '../../aws/sdk-lab-api';
import { LabError } from '../../model/errors';
import { EXPIRES_AT, expiryOf, NEVER } from '../../model/expiry';
import type { CommandContext, Outcome } from '../command';
import { awsChecksOf } from '../commands/doctor';
import type { ClassUpOptions } from '../commands/class/up';
import { firstProblem } from '../doctor/checks';
import { labPaths } from '../paths';
import { claimRunFile } from '../run-state/claim';
import type { RunningCloud } from '../run-state/run-file';
import { findRunningLab } from '../run-state/running-lab';
import { chooseProfile } from '../status/choose-profile';
import { cdkEnvironment } from '../up/cdk-environment';
import { openCloud } from '../up/open-cloud';
import { prepareMachine } from '../up/prepare-machine';
import { createSteps, type Steps } from '../up/steps';
import { listenForStop, type StopRequest } from '../up/stop-request';
import { createTeardown, type Teardown } from '../up/teardown';
import { takeDown, untilStopped } from '../up/up-here';
import { openBoard } from './board';
import { deployNetwork, deployTeams, synthClass, type DeployClassOptions } from './deploy-class';
import { poolSize } from './pool';
import type { ClassUpReport, TeamStatus } from './report';
import { firstTeams } from './teams';

/** Five labs that start at once on two processors take a minute and a half. */
const TARGET_MS = 300_000;
/** On AWS a task that runs is healthy within this, and its Prometheus has scraped it. */
const AWS_TARGET_MS = 60_000;

/** Deploys the labs of a class: into AWS, into the lab's cloud that runs from this folder, or into one that it starts. */
export async function upClass(context: CommandContext, options: ClassUpOptions): Promise<Outcome<ClassUpReport>> {
  const stop = listenForStop(context.signals);
  const running = findRunningLab(labPaths(context.root).runFile);
  if (options.target !== 'aws' && !running) return inCloudOfItsOwn(context, options, stop);
  try {
    const steps = createSteps(context);
    if (options.target === 'aws') return outcomeOf(await onAws(context, options, steps, stop.signal));
    if (!running?.cloud)
      throw new LabError('NotReady', 'a lab is still starting from this folder; try again in a few seconds');
    const report = await intoCloud(context, options, running.cloud, steps, stop.signal);
    return outcomeOf({ ...report, pid: running.pid, detached: true });
  } finally {
    stop.dispose();
  }
}

/** A team without its lab is a failure of the command. */
function outcomeOf(data: ClassUpReport): Outcome<ClassUpReport> {
  return { data, exitCode: data.teams.some(({ error }) => error !== null) ? 1 : 0 };
}

/** Starts a local cloud in this process and stays in the foreground: it ends with its terminal, as `lab up` does. */
async function inCloudOfItsOwn(
  context: CommandContext,
  options: ClassUpOptions,
  stop: StopRequest,
): Promise<Outcome<ClassUpReport>> {
  const teardown = createTeardown();
  try {
    const data = await startCloudAndClass(context, options, stop, teardown);
    const failed = data.teams.filter(({ error }) => error !== null);
    if (failed.length === data.teams.length)
      throw new LabError('ClassFailed', `no team has a lab: ${failed[0]?.error}`);
    const foreground = async () => (await untilStopped(context, stop, teardown)) || (failed.length > 0 ? 1 : 0);
    return { data, foreground };
  } catch (error) {
    await takeDown(context, stop, teardown);
    stop.signal.throwIfAborted();
    throw error;
  }
}

async function startCloudAndClass(
  context: CommandContext,
  options: ClassUpOptions,
  { signal }: StopRequest,
  teardown: Teardown,
): Promise<ClassUpReport> {
  const { root, environment } = context;
  const paths = labPaths(root);
  const [first] = firstTeams(options.prefix, options.teams);
  const steps = createSteps(context);
  // What "lab status" asks when it is told no team.
  const claim = claimRunFile(paths.runFile, first?.stack ?? '');
  teardown.add('run file', claim.release);
  const machine = await prepareMachine(context, { ...options, signal, steps });
  const cloud = await steps.step(
    'local cloud',
    // Which of the labs would localhost lead to? Each has addresses of its own.
    () => openCloud({ ...options, root, environment, paths, machine, teardown, signal, localhost: false }),
    ({ endpoint, network }) => `${endpoint}, network: ${network.kind}`,
  );
  claim.update({ cloud });
  teardown.add('temporary files', () => rmSync(paths.temporary, { recursive: true, force: true }));
  const report = await intoCloud(context, options, cloud, steps, signal);
  claim.update({ phase: 'up' });
  return { ...report, pid: process.pid, detached: false };
}

/** Deploys the class into a local cloud. */
async function intoCloud(
  context: CommandContext,
  options: ClassUpOptions,
  cloud: RunningCloud,
  steps: Steps,
  signal: AbortSignal,
): Promise<Omit<ClassUpReport, 'pid' | 'detached'>> {
  const paths = labPaths(context.root);
  mkdirSync(paths.temporary, { recursive: true });
  const teams = await deploy(context, options, steps, {
    environment: cdkEnvironment(context.environment, cloud, paths),
    api: await createLabApi(cloud),
    context: [],
    // A laptop's labs cost nothing: they end with their terminal, or when "lab extend" says so.
    parameters: [`${EXPIRES_AT}=${options.for === undefined ? NEVER : endOf(options.for)}`],
    waitMs: TARGET_MS,
    signal,
  });
  return { endpoint: cloud.endpoint, teams, tookMs: steps.elapsedMs() };
}

/** Looks at the quotas before the first stack: half a class is worse than none. */
async function onAws(
  context: CommandContext,
  options: ClassUpOptions,
  steps: Steps,
  signal: AbortSignal,
): Promise<ClassUpReport> {
  const { environment } = context;
  if (environment['AWS_ENDPOINT_URL']) {
    throw new LabError(
      'NotAws',
      `AWS_ENDPOINT_URL is ${environment['AWS_ENDPOINT_URL']}, a lab on a laptop; unset it, or leave "--target aws" out`,
    );
  }
  await steps.step(
    'account',
    async () => {
      const problem = firstProblem(await awsChecksOf(context, options.teams));
      if (!problem) return;
      const advice = problem.advice === undefined ? '' : `; ${problem.advice}`;
      throw new LabError('AccountNotReady', `${problem.name}: ${problem.found}${advice}`);
    },
    () => `takes ${options.teams} labs`,
  );
  const owner = environment['USER'];
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const teams = await deploy(context, options, steps, {
    environment,
    api: await createLabApi(chooseProfile(environment, undefined)),
    context: options.cidr === undefined ? [] : [`allowedCidr=${options.cidr}`],
    parameters: [
      `${EXPIRES_AT}=${endOf(options.for ?? DEFAULT_LASTS_MS)}`,
      `TimeZone=${zone}`,
      ...(owner ? [`Owner=${owner}`] : []),
    ],
    waitMs: options.cidr === undefined ? 0 : AWS_TARGET_MS,
    signal,
  });
  return { endpoint: null, teams, tookMs: steps.elapsedMs(), pid: null, detached: true };
}

type Place = Pick<DeployClassOptions, 'environment' | 'api' | 'context' | 'parameters' | 'waitMs' | 'signal'>;

async function deploy(
  context: CommandContext,
  options: ClassUpOptions,
  steps: Steps,
  place: Place,
): Promise<TeamStatus[]> {
  const { root } = context;
  const teams = firstTeams(options.prefix, options.teams);
  const machine = { target: options.target, processors: availableParallelism(), freeBytes: freemem() };
  const all: DeployClassOptions = { root, paths: labPaths(root), teams, size: poolSize(machine), ...place };
  await steps.step(
    'synth',
    () => synthClass(all),
    () => `${teams.length} labs from one synth`,
  );
  await steps.step(
    'network',
    () => deployNetwork(all),
    () => 'one VPC for all of them',
  );
  const board = openBoard(
    teams.map(({ name }) => name),
    context,
  );
  try {
    return await deployTeams(all, board);
  } finally {
    board.end();
  }
}

const DEFAULT_LASTS_MS = 4 * 3_600_000;

function endOf(lastsMs: number): string {
  return expiryOf(new Date(Date.now() + lastsMs));
}
