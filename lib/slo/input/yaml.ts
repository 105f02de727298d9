import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  Schema,
  type CST,
  type Document,
  type YAMLError,
} from 'yaml';
import { LIMITS } from './limits';

/** What a document says, with the offset of everything; aliases are followed, never copied. */
export type YamlNode = YamlScalar | YamlMap | YamlList | YamlUnreadable;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it is written, with its quotes. */
  readonly written: string;
  readonly start: number;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly start: number;
}

export interface YamlEntry {
  readonly keyStart: number;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly start: number;
}

/** Something that a `YamlFault` tells of already. */
export interface YamlUnreadable {
  readonly kind: 'unreadable';
  readonly start: number;
}

/** Something that is wrong with the YAML itself. */
export interface YamlFault {
  readonly offset: number;
  readonly path: string;
  readonly got: string;
  readonly message: string;
}

export interface YamlDocument {
  /** Absent when there is nothing to read; with `isBroken`, what could be made of it. */
  readonly root: YamlNode | undefined;
  readonly faults: readonly YamlFault[];
  /** Not YAML, or over a limit: `root` is a guess. */
  readonly isBroken: boolean;
}

/** YAML 1.2's core schema: `yes` is text, `0.99` a number. Shared, since making one costs as much as a document. */
const OPTIONS = { schema: new Schema({ schema: 'core' }), uniqueKeys: false, logLevel: 'silent' } as const;

/** Reads the text of one document (`splitDocuments`). Throws nothing, whatever the text is. The only user of `yaml`. */
export function parseYaml(text: string): YamlDocument {
  const refusal = refusalOf(text);
  if (refusal) return { root: undefined, faults: [refusal], isBroken: true };
  const tokens = [...new Parser().parse(text)];
  const outline = outlineOf(tokens);
  if (outline.tooDeep !== undefined) {
    const message = `allowed: at most ${LIMITS.depth} maps and lists inside each other; an SLO needs 12`;
    const fault = { offset: outline.tooDeep, path: '', got: 'deeper nesting than that', message };
    return { root: undefined, faults: [fault], isBroken: true };
  }
  const [document] = new Composer(OPTIONS).compose(tokens, true, text.length);
  const syntaxErrors = [...document!.errors, ...document!.warnings];
  const { root, faults } = convert(document!, text);
  if (syntaxErrors.length === 0) return { root, faults, isBroken: false };
  return { root, faults: [syntaxFault(syntaxErrors, outline, text)], isBroken: true };
}

/** What keeps a text from being parsed at all. */
function refusalOf(text: string): YamlFault | undefined {
  if (text.length > LIMITS.documentLength) {
    const got = `${text.length.toLocaleString('en-US')} characters`;
    const allowed = LIMITS.documentLength.toLocaleString('en-US');
    const message = `allowed: at most ${allowed} characters in a document; put "---" between documents`;
    return { offset: 0, path: '', got, message };
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  const binary = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD]|\r(?!\n)/.exec(text);
  if (binary) {
    const code = binary[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const message = 'allowed: text in UTF-8 with lines that end in a line feed; is this a YAML file?';
    return { offset: binary.index, path: '', got: `the character U+${code}`, message };
  }
  const directive = /^%[^\n]*/.exec(text.replace(/^(?:[ \t\r]*(?:#[^\n]*)?\n)*/, ''));
  if (directive) {
    const message = 'YAML directives are not read: delete the line';
    return { offset: text.indexOf(directive[0]), path: '', got: cut(directive[0]), message };
  }
  return undefined;
}

/** What the composer's errors do not tell: where things begin that never end. */
interface Outline {
  /** Where a map or list begins that is nested too deep. */
  readonly tooDeep: number | undefined;
  /** Texts in quotes that go over several lines, and the last text in quotes: one that is never closed ends with the document. */
  readonly longQuotes: readonly { readonly start: number; readonly end: number }[];
  readonly lastQuote: number;
  readonly unclosedFlow: number;
}

/** Looks through the tokens without recursion: the composer recurses, so depth is judged before it starts. */
function outlineOf(tokens: readonly CST.Token[]): Outline {
  const longQuotes: { start: number; end: number }[] = [];
  let lastQuote = 0;
  let unclosedFlow = 0;
  const waiting: { token: CST.Token; depth: number }[] = [];
  const add = (token: CST.Token | null | undefined, depth: number) => {
    if (token) waiting.push({ token, depth });
  };
  for (const token of tokens) if (token.type === 'document') add(token.value, 1);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar') {
      lastQuote = Math.max(lastQuote, token.offset);
      const end = token.offset + token.source.length;
      if (token.source.includes('\n')) longQuotes.push({ start: token.offset, end });
    }
    if (!('items' in token)) continue;
    if (depth > LIMITS.depth) return { tooDeep: token.offset, longQuotes, lastQuote, unclosedFlow };
    if (token.type === 'flow-collection') {
      const closing = token.start.type === 'flow-map-start' ? 'flow-map-end' : 'flow-seq-end';
      if (!token.end.some((end) => end.type === closing)) unclosedFlow = Math.max(unclosedFlow, token.offset);
    }
    for (const item of token.items) {
      if ('key' in item) add(item.key, depth + 1);
      add(item.value, depth + 1);
    }
  }
  return { tooDeep: undefined, longQuotes, lastQuote, unclosedFlow };
}

/** The first error tells what is wrong, those after it follow from it. */
function syntaxFault(errors: readonly YAMLError[], outline: Outline, text: string): YamlFault {
  const unclosedQuote = errors.find(({ message }) => message.startsWith('Missing closing'));
  if (unclosedQuote) {
    return syntaxErrorAt(outline.lastQuote, `the ${text[outline.lastQuote]} is never closed`);
  }
  const first = errors.reduce((one, other) => (other.pos[0] < one.pos[0] ? other : one));
  if (/^Flow .* end with a/.test(first.message)) {
    return syntaxErrorAt(outline.unclosedFlow, `the ${text[outline.unclosedFlow]} is never closed`);
  }
  const offset = offsetOf(first, errors, text);
  const longQuote = outline.longQuotes.find(({ start, end }) => start <= offset && isOneLine(text, end, offset));
  if (longQuote) return syntaxErrorAt(longQuote.start, `the ${text[longQuote.start]} is not closed on its line`);
  return syntaxErrorAt(offset, inOwnWords(first));
}

function syntaxErrorAt(offset: number, message: string): YamlFault {
  return { offset, path: '', got: 'no valid YAML', message };
}

/**
 * Where the first error really is. What the library calls a key over several lines is either a line without a colon,
 * and wrong where it starts, or a value that goes on in a line with a colon, and wrong where it ends.
 */
function offsetOf(first: YAMLError, errors: readonly YAMLError[], text: string): number {
  const start = first.pos[0];
  const longKey = errors.find(({ code, pos }) => code === 'MULTILINE_IMPLICIT_KEY' && pos[0] === start) ?? first;
  const isKeyOrIndentation = ['MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY', 'BAD_INDENT'].includes(longKey.code);
  if (!isKeyOrIndentation) return start;
  const startsItsLine = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
  if (startsItsLine && longKey.code === 'MULTILINE_IMPLICIT_KEY') return start;
  return Math.max(start, Math.min(longKey.pos[1], text.length) - 1);
}

/** The library's sentences, where a person would not know what they mean. */
function inOwnWords({ code, message }: YAMLError): string {
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a key, a colon or the indentation is not where it belongs; a value with ": " in it needs quotes';
    case 'BAD_INDENT':
      return 'the indentation fits nothing above';
    case 'TAB_AS_INDENT':
      return 'tabs cannot indent; use spaces';
    default:
      return cut(message.charAt(0).toLowerCase() + message.slice(1), 120);
  }
}

/** The document as our own nodes, with what the YAML allows and we do not. */
function convert(document: Document, text: string): { root: YamlNode | undefined; faults: YamlFault[] } {
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

/** Such as `spec.objectives[0].target`, with odd keys in quotes. */
export function pathOf(steps: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step) => stepInto(path, step), '');
}

export function stepInto(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  if (!/^[\w-]+$/.test(step)) return `${path}[${JSON.stringify(cut(step))}]`;
  return path === '' ? step : `${path}.${step}`;
}

function isOneLine(text: string, from: number, to: number): boolean {
  return from >= to || !text.slice(from, to).includes('\n');
}

function lineOf(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

/** One short line of something that may be long. */
export function cut(text: string, width = 60): string {
  const line = text.slice(0, 400).replaceAll(/\s+/g, ' ').trim();
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}
