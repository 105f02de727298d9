import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { EXPIRES_AT, NEVER } from '../../model/expiry';
import { dieWithParent } from '../die-with-parent';
import { killGroup } from '../exec';
import type { Environment } from '../host';
import { labPaths } from '../paths';

/** A CDK CLI that does not end on SIGTERM is killed after this. */
const GRACE_MS = 3_000;

export interface CdkDeployOptions {
  readonly root: string;
  readonly environment: Environment;
  /** A number is an open file's descriptor. */
  readonly output: 'stdout' | 'stderr' | number;
  readonly signal: AbortSignal;
  /** CDK context: `['console=off']`. @default that of cdk.json */
  readonly context?: readonly string[];
}

/**
 * Runs the project's own CDK CLI, unmodified, with its progress on the screen. It synthesizes into a folder of its own,
 * new each time: the lock of a CLI that was killed half-way, and of one that the user runs beside it, is in another.
 */
export async function cdkDeploy(options: CdkDeployOptions): Promise<void> {
  const { cdkOut } = labPaths(options.root);
  rmSync(cdkOut, { recursive: true, force: true });
  // A laptop's lab costs nothing: it ends with its terminal, unless "lab extend" says when.
  const ends = ['--parameters', `${EXPIRES_AT}=${NEVER}`];
  const settings = ['--require-approval', 'never', '--no-notices', '--output', cdkOut, ...ends];
  const context = (options.context ?? []).flatMap((entry) => ['--context', entry]);
  const exit = await runCdk(['deploy', ...settings, ...context], {
    ...options,
    stdio:
      typeof options.output === 'number' ? [options.output, options.output] : [options.output === 'stderr' ? 2 : 1, 2],
  });
  options.signal.throwIfAborted();
  if (exit === 0) return;
  const how = typeof exit === 'number' ? `with exit code ${exit}` : `by ${exit}`;
  throw new LabError('DeployFailed', `cdk deploy ended ${how}, its own words are above; nothing is left running`);
}

export interface RunCdkOptions extends Omit<CdkDeployOptions, 'output'> {
  /** The file descriptors of its standard output and error. */
  readonly stdio: readonly [stdout: number, stderr: number];
}

/** Runs the project's own CDK CLI. Resolves with the exit code, or with the signal's name. */
export function runCdk(
  args: readonly string[],
  { root, environment, stdio, signal }: RunCdkOptions,
): Promise<number | string> {
  signal.throwIfAborted();
  const argv = [process.execPath, join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args];
  // Even SIGKILL of the lab takes the CDK CLI along.
  const [program = '', ...rest] = dieWithParent(argv, environment);
  return new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C reaches the lab alone, and the lab ends the CDK CLI with the app that it runs.
    const child = spawn(program, rest, {
      cwd: root,
      env: { ...environment },
      stdio: ['ignore', ...stdio],
      detached: true,
    });
    const stop = () => {
      if (child.pid === undefined) return;
      const { pid } = child;
      killGroup(pid, 'SIGTERM');
      const grace = setTimeout(() => killGroup(pid), GRACE_MS);
      child.once('close', () => {
        clearTimeout(grace);
        killGroup(pid); // What the CLI started and did not end itself.
      });
    };
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', (cause) =>
      reject(new LabError('CdkNotFound', 'the CDK CLI cannot be started; run "npm ci" again', { cause })),
    );
    child.once('close', (code, killedBy) => {
      signal.removeEventListener('abort', stop);
      resolve(code ?? killedBy ?? 'a signal');
    });
  });
}
