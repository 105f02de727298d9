import { LabError } from '../../model/errors';
import { readFileSync } from 'node:fs';
import type { CommandContext, Outcome } from '../command';
import type { UpOptions } from '../commands/up';
import { labPaths } from '../paths';
import { refuseSecondLab } from '../run-state/claim';
import { startInBackground } from './background';
import { followFile } from './follow-file';
import { prepareMachine } from './prepare-machine';
import type { UpReport } from './report';
import { createSteps } from './steps';
import { listenForStop } from './stop-request';

/** Starts `lab up` in a session of its own and shows its progress until it is ready. */
export async function upDetached(context: CommandContext, options: UpOptions): Promise<Outcome<UpReport>> {
  const { upLog, runFile } = labPaths(context.root);
  const stop = listenForStop(context.signals);
  try {
    refuseSecondLab(runFile);
    // Here is a terminal to ask on; in the background there is none.
    await prepareMachine(context, { ...options, signal: stop.signal, steps: createSteps(context) });
    stop.signal.throwIfAborted();
    const report = await startAndFollow(context, options, upLog, stop.signal);
    stop.signal.throwIfAborted();
    if (report === undefined) throw didNotStart(upLog);
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
  { root, passThrough }: CommandContext,
  { traffic, port }: UpOptions,
  log: string,
  signal: AbortSignal,
): Promise<UpReport | undefined> {
  const args = ['up', '--json', '--yes', '--traffic', String(traffic), '--port', String(port)];
  const background = startInBackground<UpReport>(root, args, log);
  signal.addEventListener('abort', background.stop, { once: true });
  const follower = followFile(log, (line) => {
    // The child's last sentence becomes this command's own.
    if (!line.startsWith('lab: ')) passThrough(`${line}\n`);
  });
  try {
    return await background.answer;
  } finally {
    follower.stop();
    signal.removeEventListener('abort', background.stop);
  }
}

function didNotStart(log: string): LabError {
  const sentence = readFileSync(log, 'utf8')
    .split('\n')
    .findLast((line) => line.startsWith('lab: '))
    ?.slice(5);
  return new LabError('UpFailed', `${sentence ?? 'the lab ended before it was ready'}; the whole log is in ${log}`);
}
