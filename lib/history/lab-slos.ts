import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../model/errors';
import { readSlos } from '../slo/input/index';
import type { Slo } from '../slo/model';

/** Where the project has them. */
export const SLO_FOLDER = join('observability', 'slo');

/** The lab's own SLOs, of the files in `folder`. Throws a LabError when anything is wrong with them. */
export function labSlos(folder: string): readonly Slo[] {
  const names = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  const { slos, problems } = readSlos(
    names.map((name) => ({ file: join(SLO_FOLDER, name), text: readFileSync(join(folder, name), 'utf8') })),
  );
  const [first, ...others] = problems;
  if (first === undefined) return slos;
  const { file, line, path, got, message } = first;
  const more = others.length === 0 ? '' : `; and ${others.length} more`;
  throw new LabError('BadSlos', `${file}:${line}: ${path} is ${got}; ${message}${more}`);
}
