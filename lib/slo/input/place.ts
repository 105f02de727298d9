import type { Problem, Source } from '../model';
import type { Definitions } from './definitions';
import { LIMITS } from './limits';
import { didYouMean } from './nearest';
import { cut, stepInto } from './written';
import type { YamlNode } from './yaml/nodes';

/** One document while it is read; what is wrong with it gathers here. */
export interface Reading {
  readonly file: string;
  readonly lineAt: (offset: number) => number;
  readonly problems: Problem[];
  /** What the document defines: itself, and what is written in place. */
  readonly definitions: Definitions;
  /** How many values were looked at. */
  values: number;
  /** Something is wrong with its YAML, which was told already. */
  readonly hasFaults: boolean;
}

/** A value in a document: what is written, and where. */
export interface Place {
  readonly reading: Reading;
  readonly path: string;
  /** Where to point to when something is wrong with the value. */
  readonly offset: number;
  readonly node: YamlNode;
}

/** A place without its document: all that a later complaint needs. */
export type Spot = Omit<Problem, 'message'>;

/** How a value is read: the value, or undefined after the problem was told. */
export interface ValueType<T> {
  /** Ends "allowed: …". */
  readonly allowed: string;
  readonly read: (place: Place) => T | undefined;
}

/** The keys of a map, read one by one. */
export interface Fields {
  readonly place: Place;
  /** Undefined when the key is not there. */
  at(key: string): Place | undefined;
  required<T>(key: string, type: ValueType<T>): T | undefined;
  optional<T>(key: string, type: ValueType<T>): T | undefined;
}

/** Tells that something is wrong with a value. */
export function refuse(place: Place, message: string): undefined {
  if (place.node.kind !== 'unreadable') place.reading.problems.push({ ...spotOf(place), message });
  return undefined;
}

/** Tells that something is missing below a map, or too much. */
export function refuseKey(place: Place, key: string, got: string, message: string): undefined {
  place.reading.problems.push({ ...sourceOf(place), path: stepInto(place.path, key), got, message });
  return undefined;
}

export function spotOf(place: Place): Spot {
  return { ...sourceOf(place), path: place.path, got: writtenAt(place) };
}

export function sourceOf({ reading, offset }: Place): Source {
  return { file: reading.file, line: reading.lineAt(offset) };
}

/** The value as a person sees it: one short line. */
export function writtenAt({ node }: Place): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'unreadable') return 'something unreadable';
  return cut(node.written) || 'nothing';
}

/**
 * The fields of a map of which all keys are known. Unknown keys are refused, with the one that was probably meant, or
 * with the sentence of `unsupported`.
 */
export function fieldsOf(
  place: Place,
  keys: readonly string[],
  unsupported: Readonly<Record<string, string>> = {},
): Fields | undefined {
  const fields = openMap(place);
  if (!fields) return undefined;
  for (const [key, at] of fields) {
    if (keys.includes(key)) continue;
    const why = Object.hasOwn(unsupported, key) ? unsupported[key] : undefined;
    refuse(at(), why ?? `no such key here${didYouMean(key, keys)}; allowed: ${keys.join(', ')}`);
  }
  const at = (key: string) => fields.get(key)?.();
  return {
    place,
    at,
    required(key, type) {
      const found = at(key);
      if (!found) return refuseKey(place, key, 'nothing', `allowed: ${type.allowed}`);
      return readPresent(found, type);
    },
    optional(key, type) {
      const found = at(key);
      return found && readPresent(found, type);
    },
  };
}

/** The entries of a map of which any key is allowed. */
export function entriesOf(place: Place): [string, Place][] {
  return [...(openMap(place) ?? [])].map(([key, at]) => [key, at()]);
}

export function itemsOf(place: Place, allowed: string): Place[] | undefined {
  const { node, reading, path } = place;
  if (node.kind !== 'list') return refuse(place, `allowed: ${allowed}`);
  if (!count(place, node.items.length)) return undefined;
  return node.items.map((item, index) => ({ reading, path: stepInto(path, index), offset: item.start, node: item }));
}

function openMap(place: Place): Map<string, () => Place> | undefined {
  const { node, reading, path } = place;
  if (node.kind !== 'map') return refuse(place, 'allowed: a map of keys and values');
  if (!count(place, node.entries.size)) return undefined;
  const places = new Map<string, () => Place>();
  for (const [key, { keyStart, value }] of node.entries) {
    // What an alias leads to is wrong where it is written; maps and lists begin with their key.
    const isScalar = value.kind === 'scalar' && value.value !== null;
    places.set(key, () => ({
      reading,
      path: stepInto(path, key),
      offset: isScalar ? value.start : keyStart,
      node: value,
    }));
  }
  return places;
}

/** Counts what is looked at, so that aliases of aliases end. */
function count(place: Place, values: number): boolean {
  const { reading } = place;
  const isFirst = reading.values <= LIMITS.values;
  reading.values += values;
  if (reading.values <= LIMITS.values) return true;
  const allowed = `${LIMITS.values.toLocaleString('en-US')} values in a document, with what its aliases repeat`;
  if (isFirst) refuse(place, `too much to read: allowed are ${allowed}`);
  return false;
}

function readPresent<T>(place: Place, type: ValueType<T>): T | undefined {
  if (place.node.kind === 'scalar' && place.node.value === null) return refuse(place, `allowed: ${type.allowed}`);
  return type.read(place);
}
