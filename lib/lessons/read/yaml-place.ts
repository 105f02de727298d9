import { noDefinitions } from '../../slo/input/definitions';
import { lineCounter } from '../../slo/input/line-counter';
import type { Place } from '../../slo/input/place';
import { parseYaml } from '../../slo/input/yaml/parse';
import type { Problem } from '../../slo/model';

/** The root of one YAML text that starts on a line of a file; undefined after its problem was told. */
export function placeOf(file: string, yaml: string, firstLine: number, problems: Problem[]): Place | undefined {
  const lineAt = lineCounter(yaml, firstLine);
  const { root, faults, isBroken } = parseYaml(yaml);
  for (const { offset, ...fault } of faults) problems.push({ file, line: lineAt(offset), ...fault });
  if (isBroken || !root) {
    if (faults.length === 0)
      problems.push({ file, line: firstLine, path: '', got: 'nothing', message: 'allowed: YAML; was the file cut?' });
    return undefined;
  }
  const reading = { file, lineAt, problems, definitions: noDefinitions(), values: 0, hasFaults: faults.length > 0 };
  return { reading, path: '', offset: root.start, node: root };
}
