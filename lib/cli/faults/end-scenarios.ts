import type { CommandContext } from '../command';
import { poll } from '../poll';
import { LabError } from '../../model/errors';
import { labPaths } from '../paths';
import { isOwned, journalFile, readJournal } from '../scenarios/journal';
import { restoreFrom } from '../scenarios/restore';

type Restored = { readonly isRestored: boolean; readonly said: readonly string[] };

/** A run needs this long to undo its steps and to see that the lab is steady. */
const TIMEOUT_MS = 90_000;

/**
 * Ends what scenarios do to a lab: a run that is on is told to stop, as by Ctrl-C, and undoes its steps itself; what a dead one left is
 * undone here.
 */
export async function endScenarios(
  context: Pick<CommandContext, 'root' | 'environment' | 'progress' | 'style'>,
  cluster: string,
  kill: (pid: number) => void = (pid) => process.kill(pid, 'SIGINT'),
  timeoutMs = TIMEOUT_MS,
): Promise<readonly Restored[]> {
  const file = journalFile(labPaths(context.root).runs, cluster);
  const journal = readJournal(file);
  if (journal === undefined) return [];
  const stopped: string[] = [];
  if (isOwned(journal)) {
    const { pid } = journal.owner;
    context.progress(
      context.style.quiet(`a scenario is running (pid ${pid}): it is told to stop, and undoes what it did`),
    );
    try {
      if (journal.owner.does === 'run') kill(pid);
      await poll(() => (isStillOn(file) ? undefined : true), { timeoutMs, tooLate: () => doesNotStop(pid, timeoutMs) });
    } catch (error) {
      if (error instanceof LabError) return [{ isRestored: false, said: [error.message] }];
      throw error;
    }
    stopped.push(`the run (pid ${pid}) was stopped`);
  }
  const restored = await restoreFrom(file, context, 'later');
  if (restored === undefined) return [{ isRestored: true, said: stopped }];
  return [{ isRestored: restored.isRestored, said: [...stopped, ...restored.said] }];
}

function isStillOn(file: string): boolean {
  const journal = readJournal(file);
  return journal !== undefined && isOwned(journal);
}

function doesNotStop(pid: number, timeoutMs: number): LabError {
  return new LabError(
    'DoesNotStop',
    `the run (pid ${pid}) has not stopped in ${timeoutMs / 1000} s; "kill -9 ${pid}" ends it, and "npx lab run --restore" undoes what it did`,
  );
}
