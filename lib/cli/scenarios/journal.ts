import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { processStart } from '../run-state/process-start';
import { isSameProcess } from '../run-state/running-lab';

const schema = z.strictObject({
  version: z.literal(1),
  /** Who runs the scenario, or restores after it. */
  owner: z.strictObject({
    pid: z.int().positive(),
    processStart: z.string().nullable(),
    does: z.enum(['run', 'restore']),
  }),
  /** The file of the run's record. */
  record: z.string(),
  /** As the command was told, so that another process finds the same lab. */
  which: z.strictObject({ target: z.enum(['local', 'aws']).optional(), lab: z.string().optional() }),
  /** The cloud that it was; null for AWS' own. A laptop's cloud that is gone has nothing left to undo. */
  endpoint: z.string().nullable(),
  /** The start of the lab of this folder, as in its run file; null where it is none of this folder. */
  labStartedAt: z.string().nullable(),
  cluster: z.string(),
  /** What must be undone, in the order in which it was done. */
  entries: z.array(z.strictObject({ id: z.string(), action: z.string(), data: z.unknown() })),
});

/** What a run must undo, on disk before it is done. */
export type Journal = z.infer<typeof schema>;
export type JournalEntry = Journal['entries'][number];

/** One journal for each lab: two runs in one lab would disturb each other. */
export function journalFile(runs: string, cluster: string): string {
  return join(runs, `undo-${cluster}.json`);
}

/** The journal in a file; undefined when there is none, or none that makes sense. */
export function readJournal(file: string): Journal | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** On disk when it returns, whole or not at all, even when the machine stops at that moment. */
export function writeJournal(file: string, journal: Journal): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(journal, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
}

export function removeJournal(file: string): void {
  rmSync(file, { force: true });
}

/** Whether the process that wrote the journal still runs. */
export function isOwned({ owner }: Pick<Journal, 'owner'>): boolean {
  return isSameProcess(owner);
}

/** This process as an owner. */
export function ownerHere(does: Journal['owner']['does']): Journal['owner'] {
  return { pid: process.pid, processStart: processStart(process.pid) ?? null, does };
}

/** The journal of a run while it runs. */
export interface OpenJournal {
  /** Notes how a step is undone, or notes it anew; on disk when it returns. */
  note(entry: JournalEntry): void;
  /** The step is undone. */
  strike(id: string): void;
  /** What is still to be undone, in the order in which it was done. */
  entries(): readonly JournalEntry[];
  /** Nothing is left to be undone. */
  close(): void;
}

export function openJournal(file: string, begin: Journal): OpenJournal {
  let journal = begin;
  const write = (entries: readonly JournalEntry[]) => {
    journal = { ...journal, entries: [...entries] };
    writeJournal(file, journal);
  };
  write(journal.entries);
  return {
    note(entry) {
      const known = journal.entries.some(({ id }) => id === entry.id);
      write(known ? journal.entries.map((one) => (one.id === entry.id ? entry : one)) : [...journal.entries, entry]);
    },
    strike: (id) => write(journal.entries.filter((one) => one.id !== id)),
    entries: () => journal.entries,
    close: () => removeJournal(file),
  };
}
