import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { dieWithParent } from '../die-with-parent';
import { killGroup } from '../exec';
import type { Environment } from '../host';
import { labPaths } from '../paths';

/** A CDK CLI that does not end on SIGTERM is killed after this. */
const GRACE_MS = 3_000;

export interface CdkDeployOptions {
  readonly root: string;
  readonly environment: Environment;
  readonly output: 'stdout' | 'stderr';
  readonly signal: AbortSignal;
  /** CDK context: `['console=off']`. @default that of cdk.json */
  readonly context?: readonly string[];
}

/**
 * Runs the project's own CDK CLI, unmodified, with its progress on the screen. It synthesizes into a folder of its own,
 * new each time: the lock of a CLI that was killed half-way, and of one that the user runs beside it, is in another.
 */
export async function cdkDeploy(options: CdkDeployOptions): Promise<void> {
  const cdk = join(options.root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const { cdkOut } = labPaths(options.root);
  rmSync(cdkOut, { recursive: true, force: true });
  const settings = ['--require-approval', 'never', '--no-notices', '--output', cdkOut];
  const context = (options.context ?? []).flatMap((entry) => ['--context', entry]);
  const exit = await run([process.execPath, cdk, 'deploy', ...settings, ...context], options);
  options.signal.throwIfAborted();
  if (exit === 0) return;
  const how = typeof exit === 'number' ? `with exit code ${exit}` : `by ${exit}`;
  throw new LabError('DeployFailed', `cdk deploy ended ${how}, its own words are above; nothing is left running`);
}

/** Resolves with the exit code, or with the signal's name. */
function run(
  argv: readonly string[],
  { root, environment, output, signal }: CdkDeployOptions,
): Promise<number | string> {
  signal.throwIfAborted();
  // Even SIGKILL of the lab takes the CDK CLI along.
  const [program = '', ...rest] = dieWithParent(argv, environment);
  const screen = output === 'stderr' ? 2 : 1;
  return new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C reaches the lab alone, and the lab ends the CDK CLI with the app that it runs.
    const child = spawn(program, rest, {
      cwd: root,
      env: { ...environment },
      stdio: ['ignore', screen, 2],
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
