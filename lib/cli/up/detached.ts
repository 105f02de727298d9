import { readFileSync } from 'node:fs';
import { LabError } from '../../model/errors';
import type { CommandContext, Outcome } from '../command';
import type { UpOptions } from '../commands/up';
import { labPaths } from '../paths';
import { refuseSecondLab } from '../run-state/claim';
import { startInBackground } from './background';
import { followFile } from './follow-file';
import { prepareMachine } from './prepare-machine';
import type { UpReport } from './report';
import { createSteps, isStep } from './steps';
import { listenForStop } from './stop-request';

/** What is shown of the log of a lab that did not start. */
const TAIL_LINES = 20;

/** Starts `lab up` in a session of its own and shows its progress until it is ready. */
export async function upDetached(context: CommandContext, options: UpOptions): Promise<Outcome<UpReport>> {
  const { upLog, runFile } = labPaths(context.root);
  const stop = listenForStop(context.signals);
  try {
    refuseSecondLab(runFile);
    // Here is a terminal to ask on; in the background there is none. The child tells these steps again.
    const steps = createSteps({ style: context.style, progress: () => {} });
    await prepareMachine(context, { ...options, signal: stop.signal, steps });
    stop.signal.throwIfAborted();
    const report = await startAndFollow(context, options, upLog, stop.signal);
    stop.signal.throwIfAborted();
    if (report === undefined) throw didNotStart(context, upLog);
    return { data: { ...report, detached: true } };
  } catch (error) {
    // A step that failed because it was stopped did not fail by itself.
    stop.signal.throwIfAborted();
    throw error;
  } finally {
    stop.dispose();
  }
}

async function startAndFollow(
  { root, progress }: CommandContext,
  { traffic, port, network, runtime, seed, backfill, console, share, sharePort, shareAddress }: UpOptions,
  log: string,
  signal: AbortSignal,
): Promise<UpReport | undefined> {
  const numbers = ['--traffic', String(traffic), '--port', String(port), '--seed', String(seed)];
  const empty = backfill === false ? ['--no-backfill'] : [];
  const without = console === false ? ['--no-console'] : [];
  const containers = runtime === undefined ? [] : ['--runtime', runtime];
  const address = shareAddress === undefined ? [] : ['--share-address', shareAddress];
  const at = sharePort === undefined ? [] : ['--share-port', String(sharePort)];
  const shared = share ? ['--share', ...at, ...address] : [];
  const more = [...empty, ...without, ...shared, '--network', network, ...containers];
  // What could be downloaded is here by now, and what was not wanted stays away.
  const args = ['up', '--json', '--no-download', ...numbers, ...more];
  const background = startInBackground<UpReport>(root, args, log);
  signal.addEventListener('abort', background.stop, { once: true });
  const follower = followFile(log, (line) => {
    if (isStep(line)) progress(line);
  });
  try {
    return await background.answer;
  } finally {
    follower.stop();
    signal.removeEventListener('abort', background.stop);
  }
}

/** Shows the end of the log; the child's last sentence becomes this command's own. */
function didNotStart({ progress }: CommandContext, log: string): LabError {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const sentence = lines.findLast((line) => line.startsWith('lab: '))?.slice('lab: '.length);
  lines
    .filter((line) => !isStep(line) && !line.startsWith('lab: '))
    .slice(-TAIL_LINES)
    .forEach(progress);
  return new LabError('UpFailed', `${sentence ?? 'the lab ended before it was ready'}; the whole log is in ${log}`);
}
