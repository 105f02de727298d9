import { readFileSync } from 'node:fs';
import { LabError } from '../../model/errors';
import type { CommandContext, Outcome } from '../command';
import type { ClassUpOptions } from '../commands/class/up';
import { labPaths } from '../paths';
import { startInBackground } from '../up/background';
import { followFile } from '../up/follow-file';
import { listenForStop } from '../up/stop-request';
import type { ClassUpReport } from './report';

/** Starts `lab class up` in a session of its own and shows its progress until every team has its lab. */
export async function upClassDetached(
  context: CommandContext,
  { teams, prefix, port, network, for: lastsMs, yes, download }: ClassUpOptions,
): Promise<Outcome<ClassUpReport>> {
  const { upLog } = labPaths(context.root);
  const stop = listenForStop(context.signals);
  const args = ['--teams', String(teams), '--prefix', prefix, '--port', String(port), '--network', network];
  if (lastsMs !== undefined) args.push('--for', `${Math.ceil(lastsMs / 60_000)}m`);
  if (yes) args.push('--yes');
  if (download === false) args.push('--no-download');
  const background = startInBackground<ClassUpReport>(context.root, ['class', 'up', '--json', ...args], upLog);
  stop.signal.addEventListener('abort', background.stop, { once: true });
  const follower = followFile(upLog, context.progress);
  try {
    const report = await background.answer;
    stop.signal.throwIfAborted();
    if (report === undefined) {
      const sentence = readFileSync(upLog, 'utf8')
        .split('\n')
        .findLast((line) => line.startsWith('lab: '));
      throw new LabError(
        'UpFailed',
        `${sentence?.slice('lab: '.length) ?? 'the class ended before it was ready'}; the whole log is in ${upLog}`,
      );
    }
    return { data: { ...report, detached: true }, exitCode: report.teams.some(({ error }) => error !== null) ? 1 : 0 };
  } finally {
    follower.stop();
    stop.dispose();
  }
}
