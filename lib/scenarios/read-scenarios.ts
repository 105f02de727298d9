import { openYamlFile, type YamlFile } from '../slo/input/yaml-file';
import type { Problem, Slo } from '../slo/model';
import type { Scenario } from './model';
import { readScenario } from './read-scenario';

/** What the files say. */
export interface Scenarios {
  /** Those of which nothing is wrong, in the order of the files. */
  readonly scenarios: readonly Scenario[];
  /** Everything that is wrong, by file and line. */
  readonly problems: readonly Problem[];
}

/**
 * Reads scenario files as strictly as docs/scenario-format.md says; with `slos`, names of SLOs, tiers and objectives must be theirs.
 * Throws nothing, whatever the texts are: all that is wrong is among the problems.
 */
export function readScenarios(files: readonly YamlFile[], slos?: readonly Slo[]): Scenarios {
  const problems: Problem[] = [];
  const scenarios = files.flatMap((file) => {
    const own: Problem[] = [];
    const place = openYamlFile(file, own);
    const scenario = place && readScenario(place, slos);
    problems.push(...own.sort((one, other) => one.line - other.line || (one.path < other.path ? -1 : 1)));
    return scenario ?? [];
  });
  return { scenarios: scenarios.filter((one) => isFirst(one, scenarios, problems)), problems };
}

function isFirst(one: Scenario, all: readonly Scenario[], problems: Problem[]): boolean {
  const first = all.find(({ id }) => id === one.id);
  if (first === undefined || first === one) return true;
  const { file, line } = first.source;
  problems.push({ ...one.source, path: 'id', got: one.id, message: `allowed: each id once; it is at ${file}:${line}` });
  return false;
}
