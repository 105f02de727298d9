import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../model/errors';
import type { RunFacts } from '../../report/facts';
import { parseRunRecord, type RunRecord } from '../../scenarios/run-record';
import { errorCode } from '../error-code';

/** Every run that `lab run` wrote down in this folder and that can be read, oldest first. */
export function readRuns(folder: string): RunFacts[] {
  return runFiles(folder).flatMap((file) => {
    const record = parseRunRecord(readFileSync(join(folder, file), 'utf8'));
    return record === undefined ? [] : [runFacts(file.slice(0, -'.json'.length), record)];
  });
}

/** The run of this id, or the newest one of this scenario. Throws an `InvalidArgument` LabError that says which runs there are. */
export function runNamed(runs: readonly RunFacts[], name: string): RunFacts {
  const run = runs.find(({ id }) => id === name) ?? runs.findLast(({ scenario }) => scenario === name);
  if (run !== undefined) return run;
  const known =
    runs.length === 0
      ? 'there are none yet; "npx lab run" makes one'
      : `there are: ${runs.map(({ id }) => id).join(', ')}`;
  throw new LabError('InvalidArgument', `there is no run "${name}"; ${known}`);
}

function runFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function runFacts(id: string, record: RunRecord): RunFacts {
  const from = Date.parse(record.startedAt) / 1000;
  return {
    id,
    scenario: record.id,
    title: record.title,
    cluster: record.cluster,
    from,
    to: record.endedAt === null ? null : Date.parse(record.endedAt) / 1000,
    outcome: record.outcome,
    steps: record.steps.flatMap(({ what, doneAt, endedAt }) => [
      ...(doneAt === null ? [] : [{ at: from + doneAt, text: `done: ${what}` }]),
      ...(endedAt === null ? [] : [{ at: from + endedAt, text: `over: ${what}` }]),
    ]),
    predicted: (record.prediction?.budgets ?? []).map(({ slo, objective, clock, spent }) => ({
      slo,
      objective,
      clock,
      spent,
    })),
    unpredicted:
      record.prediction === null
        ? record.sealed === null
          ? 'the run wrote down no prediction'
          : 'the run is blind, and not revealed yet'
        : null,
    doubt: record.prediction?.doubt ?? null,
  };
}
