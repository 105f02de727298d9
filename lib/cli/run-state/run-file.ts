import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code';

const cloudSchema = z.strictObject({
  endpoint: z.url(),
  region: z.string().min(1),
  credentials: z.strictObject({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) }),
  network: z.strictObject({ kind: z.string(), reason: z.string() }),
  dns: z.strictObject({ address: z.string(), port: z.int() }),
});

const runSchema = z.strictObject({
  version: z.literal(1),
  pid: z.int().positive(),
  /** When the process started, in the kernel's clock ticks: a pid alone is used again. Null where /proc is missing. */
  processStart: z.string().nullable(),
  startedAt: z.iso.datetime(),
  stackName: z.string().min(1),
  phase: z.enum(['starting', 'up']),
  /** Absent until the local cloud listens. */
  cloud: cloudSchema.optional(),
});

/** What the running lab tells the other commands, in `.lab/run.json`. */
export type RunState = z.infer<typeof runSchema>;
export type RunningCloud = z.infer<typeof cloudSchema>;

/** The run file's content; undefined when there is none, or none that makes sense. */
export function readRunFile(file: string): RunState | undefined {
  try {
    return runSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Writes the run file unless there is one; false when there is one. Two labs that start at once cannot both succeed. */
export function createRunFile(file: string, state: RunState): boolean {
  const temporary = writeAside(file, state);
  try {
    linkSync(temporary, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Replaces the run file at once: a reader sees the old content or the new. */
export function replaceRunFile(file: string, state: RunState): void {
  renameSync(writeAside(file, state), file);
}

export function removeRunFile(file: string): void {
  rmSync(file, { force: true });
}

/** Readable by the user alone: it has the key that the local cloud's requests are signed with. */
function writeAside(file: string, state: RunState): string {
  const temporary = `${file}.${process.pid}.tmp`;
  mkdirSync(dirname(file), { recursive: true });
  rmSync(temporary, { force: true });
  writeFileSync(temporary, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  return temporary;
}
