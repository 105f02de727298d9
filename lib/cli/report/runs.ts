import { readdirSync } from 'node:fs';
import { LabError } from '../../model/errors';
import type { RunFacts } from '../../report/facts';
import { errorCode } from '../error-code';

/** The run of this id, or the newest one of this scenario. Throws an `InvalidArgument` LabError that says which runs there are. */
export function findRun(folder: string, name: string): RunFacts {
  const ids = runIds(folder);
  const known = ids.length === 0 ? 'there are none yet; "npx lab run" makes one' : `there are: ${ids.join(', ')}`;
  throw new LabError('InvalidArgument', `there is no run "${name}"; ${known}`);
}

function runIds(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .sort();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
