import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { LabApi } from '../../aws/lab-api';
import { LabError, messageOf } from '../../model/errors';
import type { Environment } from '../host';
import type { LabPaths } from '../paths';
import { runCdk } from '../up/cdk';
import { waitUntilTargetUp } from '../up/wait-until-ready';
import type { Board } from './board';
import { failedTeam, gatherTeam } from './gather-class';
import { inPool } from './pool';
import type { TeamStatus } from './report';
import type { Team } from './teams';

export interface DeployClassOptions {
  readonly root: string;
  readonly paths: LabPaths;
  /** Of the CDK CLI: it says which cloud. */
  readonly environment: Environment;
  readonly api: LabApi;
  readonly teams: readonly Team[];
  /** `-c` settings beside the labs' names, such as `allowedCidr=203.0.113.7/32`. */
  readonly context: readonly string[];
  /** CloudFormation parameters of each lab, `ExpiresAt=never`. */
  readonly parameters: readonly string[];
  /** How many CDK CLIs at a time. */
  readonly size: number;
  /** How long to wait for a team's target; 0 where Prometheus cannot be reached from here. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** One synth for all teams. What is there already is only brought up to date, so that doing it again goes on where it failed. */
export async function synthClass({ teams, context, paths, ...options }: DeployClassOptions): Promise<void> {
  rmSync(paths.classOut, { recursive: true, force: true });
  const settings = [`lab=${teams.map(({ name }) => name).join(',')}`, 'network=shared', ...context];
  await cdk('synth', ['synth', '--quiet', '--no-notices', '--output', paths.classOut, ...withFlag('-c', settings)], {
    paths,
    ...options,
  });
}

/** The network that the labs share. */
export function deployNetwork(options: DeployClassOptions): Promise<void> {
  return cdk('network', deployArguments(options, 'Network/*', []), options);
}

/** Deploys the teams' labs side by side and waits for their targets. A team that fails keeps no other from its lab. */
export function deployTeams(options: DeployClassOptions, board: Board): Promise<TeamStatus[]> {
  return inPool(options.teams, options.size, async (team) => {
    try {
      options.signal.throwIfAborted();
      board.set(team.name, 'deploying', true);
      await cdk(team.name, deployArguments(options, team.stack, options.parameters), options);
      const status = await waitForTarget(options, team, board);
      board.set(team.name, status.target === 'UP' ? 'UP' : 'deployed; its Prometheus does not answer here', true);
      return status;
    } catch (error) {
      options.signal.throwIfAborted();
      board.set(team.name, `FAILED: ${messageOf(error)}`, true);
      return failedTeam(team, messageOf(error));
    }
  });
}

async function waitForTarget(options: DeployClassOptions, team: Team, board: Board): Promise<TeamStatus> {
  const { api, signal, waitMs: timeoutMs } = options;
  const show = (state: string) => board.set(team.name, state);
  if (timeoutMs > 0) await waitUntilTargetUp({ api, cluster: team.stack, signal, show, timeoutMs });
  return gatherTeam(api, team, 'DEPLOYED');
}

function deployArguments({ paths }: DeployClassOptions, stack: string, parameters: readonly string[]): string[] {
  const settings = ['--app', paths.classOut, '--exclusively', '--require-approval', 'never', '--no-notices'];
  return ['deploy', stack, ...settings, '--progress', 'events', ...withFlag('--parameters', parameters)];
}

function withFlag(flag: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [flag, value]);
}

/** Runs the CDK CLI with its words in a log of its own; a failure is its last word. */
async function cdk(
  name: string,
  args: readonly string[],
  { root, paths, environment, signal }: Pick<DeployClassOptions, 'root' | 'paths' | 'environment' | 'signal'>,
): Promise<void> {
  mkdirSync(paths.classLogs, { recursive: true });
  const log = join(paths.classLogs, `${name}.log`);
  const file = openSync(log, 'w');
  try {
    const exit = await runCdk(args, { root, environment, signal, stdio: [file, file] });
    signal.throwIfAborted();
    if (exit !== 0) throw new LabError('DeployFailed', `${lastWord(log)}; all of it is in ${log}`);
  } finally {
    closeSync(file);
  }
}

/** What the CDK CLI said of its failure, else the last line that it printed. */
function lastWord(log: string): string {
  const lines = stripVTControlCharacters(readFileSync(log, 'utf8'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const word = lines.findLast((line) => /❌|failed|Error/i.test(line)) ?? lines.at(-1) ?? 'the CDK CLI said nothing';
  return word.replace(/\.$/, '').slice(0, 400);
}
