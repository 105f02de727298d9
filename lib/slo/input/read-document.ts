import type { Problem } from '../model';
import { NAME } from './common-types';
import { KINDS, type Definitions, type Kind } from './definitions';
import { alertConditionReader } from './kinds/alert-condition';
import { alertNotificationTargetReader } from './kinds/alert-notification-target';
import { alertPolicyReader } from './kinds/alert-policy';
import { dataSourceReader } from './kinds/data-source';
import { readObject } from './kinds/object';
import { serviceReader } from './kinds/service';
import { sliReader, sloReader, type SloDraft } from './kinds/slo';
import { lineCounter } from './line-counter';
import { nearest } from './nearest';
import { fieldsOf, refuse, type Fields, type Place } from './place';
import type { DocumentText } from './split-documents';
import { oneOf } from './value-types';
import { parseYaml } from './yaml/parse';

/** Where everything goes that is read. */
export interface Gathered {
  readonly problems: Problem[];
  readonly definitions: Definitions;
  readonly slos: SloInput[];
}

/** An SLO as far as it could be read. */
export interface SloInput {
  readonly draft: SloDraft;
  /** Nothing is wrong with its own document. */
  readonly isWhole: boolean;
}

const apiVersion = oneOf(['openslo/v1']);
const kindType = oneOf(KINDS);

/** Reads one document of a file: an object of OpenSLO v1. */
export function readDocument(file: string, { text, line }: DocumentText, gathered: Gathered): void {
  const { problems, definitions } = gathered;
  const lineAt = lineCounter(text, line);
  const { root, faults, isBroken } = parseYaml(text);
  for (const { offset, ...fault } of faults) problems.push({ file, line: lineAt(offset), ...fault });
  if (isBroken || !root) {
    noteName(file, line, text, definitions);
    return;
  }
  const reading = { file, lineAt, problems, definitions, values: 0, hasFaults: faults.length > 0 };
  const place: Place = { reading, path: '', offset: root.start, node: root };
  if (root.kind !== 'map') {
    refuse(place, 'allowed: a map with apiVersion, kind, metadata and spec');
    return;
  }
  const fields = fieldsOf(place, ['apiVersion', 'kind', 'metadata', 'spec']);
  if (!fields) return;
  const version = fields.required('apiVersion', apiVersion);
  const kind = fields.required('kind', kindType);
  // The objects of another version have other keys.
  const isOtherVersion = version === undefined && fields.at('apiVersion');
  if (kind === undefined || isOtherVersion) noteName(file, line, text, definitions);
  else readKind(kind, fields, gathered);
}

function readKind(kind: Kind, fields: Fields, { slos }: Gathered): void {
  switch (kind) {
    case 'SLO': {
      const { draft, isWhole } = readObject(fields, sloReader);
      if (draft) slos.push({ draft, isWhole });
      break;
    }
    case 'SLI':
      readObject(fields, sliReader);
      break;
    case 'Service':
      readObject(fields, serviceReader);
      break;
    case 'DataSource':
      readObject(fields, dataSourceReader);
      break;
    case 'AlertPolicy':
      readObject(fields, alertPolicyReader);
      break;
    case 'AlertCondition':
      readObject(fields, alertConditionReader);
      break;
    case 'AlertNotificationTarget':
      readObject(fields, alertNotificationTargetReader);
  }
}

/** A document that cannot be read still has a name, so that who refers to it is not told that it does not exist. */
function noteName(file: string, line: number, text: string, definitions: Definitions): void {
  const kind = /^kind:[ \t]*["']?(\w+)/m.exec(text)?.[1] ?? '';
  const name = /^[ \t]+name:[ \t]*["']?([a-z0-9-]+)/m.exec(text)?.[1];
  const meant = nearest(kind, KINDS) ?? kind;
  const known = KINDS.find((candidate) => candidate === meant);
  if (known && name !== undefined && NAME.test(name)) {
    definitions[known].push({ name, source: { file, line }, draft: undefined });
  }
}
