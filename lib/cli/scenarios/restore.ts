import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Restored } from '../../scenarios/index';
import type { CommandContext } from '../command';
import { labPaths } from '../paths';
import { readRunFile } from '../run-state/run-file';
import { isSameProcess } from '../run-state/running-lab';
import { reachLab } from '../status/reach-lab';
import { isOwned, ownerHere, readJournal, removeJournal, writeJournal, type Journal } from './journal';
import { updateRecord } from './record-files';
import { undoAll } from './undo-all';

type Here = Pick<CommandContext, 'root' | 'environment'>;

/** The journals of this folder, of all its labs. */
export function journalFiles(runs: string): string[] {
  try {
    return readdirSync(runs)
      .filter((name) => /^undo-.*\.json$/.test(name))
      .map((name) => join(runs, name));
  } catch {
    return [];
  }
}

/** Undoes what a dead run left, and says so in its record; undefined when it left nothing, or its process still runs. */
export async function restoreFrom(
  file: string,
  here: Here,
  by: Exclude<Restored['by'], 'run'>,
  options: { readonly attempts: number; readonly pauseMs: number } = { attempts: 3, pauseMs: 1_000 },
): Promise<Restored | undefined> {
  const journal = readJournal(file);
  if (!journal || isOwned(journal)) return undefined;
  const taken: Journal = { ...journal, owner: ownerHere('restore') };
  writeJournal(file, taken);
  const { isRestored, said } = await undoEntries(taken, file, here, options);
  if (isRestored) removeJournal(file);
  const restored: Restored = { isRestored, by, at: new Date().toISOString(), said: [...said] };
  updateRecord(journal.record, (record) => ({
    ...record,
    outcome: record.outcome === 'running' ? 'interrupted' : record.outcome,
    endedAt: record.endedAt ?? restored.at,
    problem: record.problem ?? 'the run was killed before its end',
    restored,
  }));
  return restored;
}

async function undoEntries(
  journal: Journal,
  file: string,
  here: Here,
  options: { readonly attempts: number; readonly pauseMs: number },
): Promise<{ readonly isRestored: boolean; readonly said: readonly string[] }> {
  if (isGone(journal, here.root)) {
    return { isRestored: true, said: ['the lab is gone, and with it what was done to it'] };
  }
  if (journal.entries.length === 0) return { isRestored: true, said: ['nothing was left to undo'] };
  const { target, lab: name } = journal.which;
  const which = { ...(target === undefined ? {} : { target }), ...(name === undefined ? {} : { lab: name }) };
  try {
    const lab = await reachLab(here, which);
    const token = here.environment['CHAOS_TOKEN'] || undefined;
    let left = journal.entries;
    return await undoAll(
      journal.entries,
      { lab, token },
      {
        ...options,
        undone({ id }) {
          left = left.filter((one) => one.id !== id);
          writeJournal(file, { ...journal, entries: left });
        },
      },
    );
  } catch (error) {
    return { isRestored: false, said: [error instanceof Error ? error.message : String(error)] };
  }
}

/** A lab of this folder that no longer runs, or was started anew, took everything along. */
function isGone({ labStartedAt }: Journal, root: string): boolean {
  if (labStartedAt === null) return false;
  const running = readRunFile(labPaths(root).runFile);
  return running === undefined || running.startedAt !== labStartedAt || !isSameProcess(running);
}
