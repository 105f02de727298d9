import type { Problem, Source } from '../model';
import { KINDS, type Definition, type Definitions, type Drafts, type Kind, type NameReference } from './definitions';
import { nearest } from './nearest';

/** Similar names are looked for this often; after that, a list of a thousand wrong names would take too long. */
const SEARCHES = 200;

/** Everything that the documents define, by kind and name. */
export interface ObjectSet {
  /** What a name stands for; tells when it stands for nothing. Undefined then, and when something is wrong with it. */
  find<K extends Kind>(kind: K, reference: NameReference): Drafts[K] | undefined;
}

/** Names the definitions of all documents; names that are taken twice and names of nothing go to `problems`. */
export function objectSet(definitions: Definitions, problems: Problem[]): ObjectSet {
  const byName: { readonly [K in Kind]: ReadonlyMap<string, Definition<Drafts[K]>> } = {
    SLO: named('SLO'),
    SLI: named('SLI'),
    Service: named('Service'),
    DataSource: named('DataSource'),
    AlertPolicy: named('AlertPolicy'),
    AlertCondition: named('AlertCondition'),
    AlertNotificationTarget: named('AlertNotificationTarget'),
  };
  let searches = 0;
  return {
    find(kind, reference) {
      const found = byName[kind].get(reference.name);
      if (found) return found.draft;
      searches += 1;
      const meant = searches > SEARCHES ? undefined : nearest(reference.name, byName[kind].keys());
      problems.push({ ...reference.spot, message: dangling(kind, byName[kind], meant) });
      return undefined;
    },
  };

  function named<K extends Kind>(kind: K): Map<string, Definition<Drafts[K]>> {
    const map = new Map<string, Definition<Drafts[K]>>();
    for (const definition of definitions[kind]) {
      const first = map.get(definition.name);
      if (first) problems.push(duplicate(kind, definition, first.source));
      else map.set(definition.name, definition);
    }
    return map;
  }
}

/** How many objects of each kind there are. */
export function countKinds(definitions: Definitions): Record<Kind, number> {
  const counts = {
    SLO: 0,
    SLI: 0,
    Service: 0,
    DataSource: 0,
    AlertPolicy: 0,
    AlertCondition: 0,
    AlertNotificationTarget: 0,
  };
  for (const kind of KINDS) counts[kind] = definitions[kind].length;
  return counts;
}

function duplicate(kind: Kind, { name, source }: Definition<unknown>, first: Source): Problem {
  const message = `allowed: each name once for a kind; the first ${kind} "${name}" is at ${first.file}:${first.line}`;
  return { ...source, path: 'metadata.name', got: name, message };
}

function dangling(kind: Kind, named: ReadonlyMap<string, Definition<unknown>>, meant: string | undefined): string {
  const sentence = `no ${kind} has this name`;
  if (meant !== undefined) {
    const { file, line } = named.get(meant)!.source;
    return `${sentence}; did you mean "${meant}" (${file}:${line})?`;
  }
  if (named.size === 0) return `${sentence}, and the files define none`;
  return `${sentence}; allowed: ${[...named.keys()].slice(0, 5).join(', ')}${named.size > 5 ? ' …' : ''}`;
}
