import { isAlias, isMap, isScalar, isSeq, type Document } from 'yaml';
import { cut, lineOf, pathOf } from '../written';
import type { YamlEntry, YamlFault, YamlNode, YamlScalar } from './nodes';

/** The document as our own nodes, with what the YAML allows and we do not. */
export function convert(document: Document, text: string): { root: YamlNode | undefined; faults: YamlFault[] } {
  const faults: YamlFault[] = [];
  const anchors = new Map<string, YamlNode>();
  const trail: (string | number)[] = [];
  return { root: document.contents ? node(document.contents) : undefined, faults };

  function node(value: unknown): YamlNode {
    if (isScalar(value)) return named(value.anchor, scalar(value.value, value.range));
    if (isMap(value)) {
      const entries = new Map<string, YamlEntry>();
      const map = named(value.anchor, { kind: 'map', entries, start: value.range?.[0] ?? 0 });
      for (const pair of value.items) addEntry(entries, pair.key, pair.value, map.start);
      return map;
    }
    if (isSeq(value)) {
      const items: YamlNode[] = [];
      const list = named(value.anchor, { kind: 'list', items, start: value.range?.[0] ?? 0 });
      for (const [index, item] of value.items.entries()) {
        trail.push(index);
        items.push(node(item));
        trail.pop();
      }
      return list;
    }
    if (isAlias(value)) return aliased(value.source, value.range?.[0] ?? 0);
    return { kind: 'scalar', value: null, written: '', start: 0 };
  }

  function scalar(value: unknown, range: readonly [number, number, number] | null | undefined): YamlScalar {
    const [start, end] = range ?? [0, 0];
    const written = text.slice(start, end);
    return { kind: 'scalar', value: isPlain(value) ? value : written, written, start };
  }

  function named<Node extends YamlNode>(anchor: string | undefined, made: Node): Node {
    if (anchor !== undefined) anchors.set(anchor, made);
    return made;
  }

  function aliased(anchor: string, start: number): YamlNode {
    const target = anchors.get(anchor);
    if (target) return target;
    tell(start, `*${anchor}`, `no anchor &${anchor} above it in this document`);
    return { kind: 'unreadable', start };
  }

  function addEntry(entries: Map<string, YamlEntry>, key: unknown, value: unknown, mapStart: number): void {
    const keyStart = isScalar(key) ? (key.range?.[0] ?? mapStart) : startOf(key, mapStart);
    if (!isScalar(key) || key.value === null) {
      tell(keyStart, cut(lineOf(text, keyStart)), 'a key is one word or a text in quotes, and a colon follows it');
      return;
    }
    const name = typeof key.value === 'string' ? key.value : text.slice(keyStart, key.range?.[1] ?? keyStart);
    trail.push(name);
    if (entries.has(name)) {
      tell(keyStart, 'this key twice', 'allowed: once in a map; delete one of them');
    } else {
      const made = node(value);
      entries.set(name, {
        keyStart,
        value: made.start === 0 && isEmptyNode(made) ? { ...made, start: keyStart } : made,
      });
    }
    trail.pop();
  }

  function tell(offset: number, got: string, message: string): void {
    faults.push({ offset, path: pathOf(trail), got: cut(got), message: cut(message, 120) });
  }
}

function isPlain(value: unknown): value is YamlScalar['value'] {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isEmptyNode(node: YamlNode): node is YamlScalar {
  return node.kind === 'scalar' && node.value === null;
}

function startOf(value: unknown, fallback: number): number {
  const isNode = isMap(value) || isSeq(value) || isAlias(value);
  return (isNode ? value.range?.[0] : undefined) ?? fallback;
}
