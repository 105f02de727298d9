import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { LabError, messageOf } from '../../model/errors';
import type { Ack } from '../../report/facts';
import { errorCode } from '../error-code';

const ackSchema = z.object({
  at: z.iso.datetime(),
  by: z.string(),
  note: z.string().nullable(),
  cluster: z.string(),
  alert: z.string(),
  severity: z.string().nullable(),
  slo: z.string().nullable(),
  objective: z.string().nullable(),
  clock: z.string().nullable(),
  activeAt: z.iso.datetime({ offset: true }),
});

export interface AckFile {
  readonly acks: readonly Ack[];
  /** Lines that are no acknowledgement: left alone, and told. */
  readonly unreadable: number;
}

/** Every acknowledgement of this folder, oldest first; none without a file. */
export function readAcks(file: string): AckFile {
  const parsed = linesOf(file).map((line) => ackSchema.safeParse(jsonOf(line)));
  return {
    acks: parsed.flatMap(({ data }) => data ?? []),
    unreadable: parsed.filter(({ success }) => !success).length,
  };
}

/** Adds acknowledgements, a line each, all at once. */
export function appendAcks(file: string, acks: readonly Ack[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, acks.map((ack) => `${JSON.stringify(ack)}\n`).join(''));
  } catch (error) {
    throw new LabError('NotWritten', `the acknowledgement could not be written to ${file}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw new LabError('NotRead', `${file} could not be read: ${messageOf(error)}`, { cause: error });
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
