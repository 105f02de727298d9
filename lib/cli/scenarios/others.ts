import { LabError } from '../../model/errors';
import type { CommandContext } from '../command';
import { labPaths } from '../paths';
import { poll } from '../poll';
import { isOwned, journalFile, readJournal } from './journal';
import { restoreFrom } from './restore';

const RESTORE_LIMIT_MS = 60_000;

/**
 * Makes sure that nobody else has something in the lab that must be undone: refuses while another run is under way, waits for one
 * that is being restored, and restores what a dead one left.
 */
export async function waitForOthers(
  context: Pick<CommandContext, 'root' | 'environment' | 'progress' | 'style'>,
  cluster: string,
  signal: AbortSignal,
): Promise<void> {
  const file = journalFile(labPaths(context.root).runs, cluster);
  const journal = readJournal(file);
  if (!journal) return;
  if (isOwned(journal) && journal.owner.does === 'run') {
    throw new LabError(
      'AlreadyRunning',
      `a scenario runs in this lab already (pid ${journal.owner.pid}); wait for its end, or stop it with Ctrl-C there`,
    );
  }
  context.progress(context.style.warn('the last run ended before it could undo everything: restoring first'));
  await poll(
    async () => {
      const now = readJournal(file);
      if (!now) return true;
      if (isOwned(now)) return undefined;
      const restored = await restoreFrom(file, context, 'later');
      for (const line of restored?.said ?? []) context.progress(context.style.quiet(line));
      return restored?.isRestored === true ? true : undefined;
    },
    {
      signal,
      everyMs: 500,
      timeoutMs: RESTORE_LIMIT_MS,
      tooLate: () =>
        new LabError(
          'NotRestored',
          `what the last run did could not be undone in ${RESTORE_LIMIT_MS / 1000} s; ${file} says what it is`,
        ),
    },
  );
}
