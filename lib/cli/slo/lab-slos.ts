import { LabError } from '../../model/errors';
import { readSlos } from '../../slo/input/index';
import type { Problem, Slo } from '../../slo/model';
import { readInputFiles } from './input-files';

/** The lab's SLOs, or those of other files. Throws an `InvalidSlo` LabError when anything is wrong with them. */
export function labSlos(names: readonly string[], root: string): readonly Slo[] {
  const { slos, problems } = readSlos(readInputFiles(names, root));
  refuse(problems);
  return slos;
}

/** One SLO of them; throws an `InvalidArgument` LabError for a name that none has. */
export function sloNamed(slos: readonly Slo[], name: string): Slo {
  const slo = slos.find((one) => one.name === name);
  if (slo) return slo;
  const names = slos.map((one) => one.name).join(', ');
  throw new LabError('InvalidArgument', `there is no SLO "${name}"; there are: ${names}`);
}

/** Throws an `InvalidSlo` LabError that lists all problems, when there are any. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ file, line, path, got, message }) => {
    const where = path === '' ? '' : `${path}: `;
    return `  ${file}:${line}: ${where}got ${got}; ${message}`;
  });
  const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  throw new LabError('InvalidSlo', `the SLOs have ${count}, and nothing was written:\n${lines.join('\n')}`);
}
