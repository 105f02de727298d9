import type { Problem, Slo } from '../model';
import { noDefinitions, type Definitions, type Kind } from './definitions';
import { LIMITS } from './limits';
import { countKinds, objectSet } from './object-set';
import { readDocument, type Gathered } from './read-document';
import { policyResolver } from './resolve-policy';
import { resolveSlo, type Resolver } from './resolve-slo';
import { splitDocuments } from './split-documents';

/** The text of one file of OpenSLO documents. */
export interface InputFile {
  /** As problems shall name it. */
  readonly file: string;
  readonly text: string;
}

/** What the files say. */
export interface SloInputs {
  /** The SLOs of which nothing is wrong, nor with anything that they refer to. */
  readonly slos: readonly Slo[];
  /** Everything that is wrong, by file and line; whoever writes rules must not when there is any. */
  readonly problems: readonly Problem[];
  /** How many objects of each kind the files define. */
  readonly objects: Readonly<Record<Kind, number>>;
}

/** The periods of the lab's own clocks, in seconds. */
const PERIODS = { real: 30 * 86_400, class: 3600 } as const;

/**
 * Reads OpenSLO v1 documents (https://github.com/OpenSLO/OpenSLO), as strictly as docs/slo-format.md says. Throws
 * nothing, whatever the texts are: all that is wrong is among the problems.
 */
export function readSlos(files: readonly InputFile[]): SloInputs {
  const gathered: Gathered = { problems: [], definitions: noDefinitions(), slos: [] };
  for (const { file, text } of files) readFile(file, text, gathered);
  const { problems, definitions } = gathered;
  const objects = objectSet(definitions, problems);
  const resolver = { objects, problems, ...policyResolver(objects, problems) };
  const resolved = gathered.slos.map(({ draft, isWhole }) => {
    const slo = resolveSlo(draft, resolver);
    return isWhole ? slo : undefined;
  });
  checkUnused(definitions, resolver);
  return {
    slos: resolved.filter((slo) => slo !== undefined),
    problems: inOrder(problems, files),
    objects: countKinds(definitions),
  };
}

function readFile(file: string, text: string, gathered: Gathered): void {
  if (text.length > LIMITS.fileLength) {
    const got = `${text.length.toLocaleString('en-US')} characters`;
    const message = `allowed: at most ${LIMITS.fileLength.toLocaleString('en-US')} characters in a file; split it`;
    gathered.problems.push({ file, line: 1, path: '', got, message });
    return;
  }
  const documents = splitDocuments(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  if (documents.length === 0) {
    const message = 'allowed: one or more documents of OpenSLO v1; was the file cut?';
    gathered.problems.push({ file, line: 1, path: '', got: 'no document', message });
  }
  for (const document of documents) readDocument(file, document, gathered);
}

/** What no SLO refers to can be wrong as well; the periods are those of the lab's clocks. */
function checkUnused({ SLI, AlertPolicy }: Definitions, { objects, isResolved, resolvePolicy }: Resolver): void {
  for (const { draft } of SLI) draft?.sources.map((source) => objects.find('DataSource', source));
  for (const { draft } of AlertPolicy) if (draft && !isResolved(draft)) resolvePolicy(draft, PERIODS[draft.clock]);
}

/** By file, line and path, each once: what several SLOs refer to is wrong only once. */
function inOrder(problems: readonly Problem[], files: readonly InputFile[]): Problem[] {
  const order = new Map(files.map(({ file }, index) => [file, index]));
  const unique = new Map(
    problems.map((one) => [JSON.stringify([one.file, one.line, one.path, one.got, one.message]), one]),
  );
  return [...unique.values()].sort(
    (one, other) =>
      order.get(one.file)! - order.get(other.file)! || one.line - other.line || (one.path < other.path ? -1 : 1),
  );
}
