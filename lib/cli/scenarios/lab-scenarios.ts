import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { readScenarios, type Scenario, type Scenarios } from '../../scenarios/index';
import { nearest } from '../../slo/input/nearest';
import type { Slo } from '../../slo/model';

const FOLDER = join('docs', 'scenarios');

/** The scenarios of the lab, and what is wrong with their files. */
export function labScenarios(root: string, slos: readonly Slo[]): Scenarios {
  const names = readdirSync(join(root, FOLDER)).filter((name) => /\.ya?ml$/.test(name));
  const files = names.sort().map((name) => ({
    file: join(FOLDER, name),
    text: readFileSync(join(root, FOLDER, name), 'utf8'),
  }));
  return readScenarios(files, slos);
}

/** One of them. Throws an `InvalidArgument` LabError for an id that none has, an `InvalidScenario` for one that cannot be read. */
export function scenarioNamed({ scenarios, problems }: Scenarios, id: string): Scenario {
  const found = scenarios.find((one) => one.id === id);
  if (found) return found;
  const own = problems.filter(({ file }) => file.endsWith(`/${id}.yaml`) || file.endsWith(`/${id}.yml`));
  if (own.length > 0) throw new LabError('InvalidScenario', `the scenario cannot be read:\n${problemLines(own)}`);
  const ids = scenarios.map((one) => one.id);
  const meant = nearest(id, ids);
  throw new LabError(
    'InvalidArgument',
    `there is no scenario "${id}"${meant === undefined ? '' : `; did you mean "${meant}"?`}; there are: ${ids.join(', ')}`,
  );
}

export function problemLines(problems: Scenarios['problems']): string {
  return problems
    .map(
      ({ file, line, path, got, message }) =>
        `  ${file}:${line}: ${path === '' ? '' : `${path}: `}got ${got}; ${message}`,
    )
    .join('\n');
}
