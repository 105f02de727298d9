import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../model/errors';
import { effectOf, isActionName } from './actions/index';
import type { UndoContext } from './actions/effect';
import type { JournalEntry } from './journal';

export interface Undone {
  /** Nothing is left to be undone. */
  readonly isRestored: boolean;
  /** What was undone, and what could not be. */
  readonly said: readonly string[];
}

export interface UndoOptions {
  /** How often each is tried; a lab that restarts answers again after a while. */
  readonly attempts: number;
  readonly pauseMs: number;
  /** Told of each entry that is undone. */
  readonly undone?: (entry: JournalEntry, said: string) => void;
}

/** Undoes the entries, the last one first; one that cannot be undone keeps none of the others from it. */
export async function undoAll(
  entries: readonly JournalEntry[],
  context: UndoContext,
  options: UndoOptions,
): Promise<Undone> {
  const said: string[] = [];
  let isRestored = true;
  for (const entry of entries.toReversed()) {
    try {
      const sentence = await undoOne(entry, context, options);
      said.push(sentence);
      options.undone?.(entry, sentence);
    } catch (error) {
      isRestored = false;
      said.push(`${entry.id} could not be undone: ${messageOf(error)}`);
    }
  }
  return { isRestored, said };
}

async function undoOne(entry: JournalEntry, context: UndoContext, { attempts, pauseMs }: UndoOptions): Promise<string> {
  const effect = isActionName(entry.action) ? effectOf(entry.action) : undefined;
  if (!effect?.undo) return `${entry.id} leaves nothing to undo`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await effect.undo(entry.data, context);
    } catch (error) {
      if (attempt >= attempts) throw error;
      await sleep(pauseMs);
    }
  }
}
