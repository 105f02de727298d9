import type { Problem } from '../model';
import { noDefinitions } from './definitions';
import { LIMITS } from './limits';
import { lineCounter } from './line-counter';
import type { Place } from './place';
import { splitDocuments } from './split-documents';
import { parseYaml } from './yaml/parse';

/** The text of one file. */
export interface YamlFile {
  /** As problems shall name it. */
  readonly file: string;
  readonly text: string;
}

/**
 * The only document of a file, to be read with `fieldsOf` and the value types, for whoever else has files in YAML; undefined
 * after the problem was told. `firstLine` is the number of the text's first line, for a text that is a part of its file.
 */
export function openYamlFile({ file, text }: YamlFile, problems: Problem[], firstLine = 1): Place | undefined {
  const tell = (line: number, got: string, message: string): undefined => {
    problems.push({ file, line, path: '', got, message });
  };
  if (text.length > LIMITS.documentLength) {
    const allowed = LIMITS.documentLength.toLocaleString('en-US');
    return tell(firstLine, `${text.length.toLocaleString('en-US')} characters`, `allowed: at most ${allowed}`);
  }
  const [document, second] = splitDocuments(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  if (document === undefined) return tell(firstLine, 'no document', 'allowed: one YAML document; was the file cut?');
  if (second)
    return tell(firstLine + second.line - 1, 'a second document', 'allowed: one document in a file; split it');
  const lineAt = lineCounter(document.text, firstLine + document.line - 1);
  const { root, faults, isBroken } = parseYaml(document.text);
  for (const { offset, ...fault } of faults) problems.push({ file, line: lineAt(offset), ...fault });
  if (isBroken || !root) return undefined;
  const reading = { file, lineAt, problems, definitions: noDefinitions(), values: 0, hasFaults: faults.length > 0 };
  return { reading, path: '', offset: root.start, node: root };
}
