import type { CST, YAMLError } from 'yaml';
import { LIMITS } from '../limits';
import { cut } from '../written';
import type { YamlFault } from './nodes';

/** What the composer's errors do not tell: where things begin that never end. */
export interface Outline {
  /** Where a map or list begins that is nested too deep. */
  readonly tooDeep: number | undefined;
  /** Texts in quotes. */
  readonly quotes: readonly { readonly start: number; readonly end: number; readonly isLong: boolean }[];
  readonly unclosedFlow: number;
}

/** Looks through the tokens without recursion: the composer recurses, so depth is judged before it starts. */
export function outlineOf(tokens: readonly CST.Token[]): Outline {
  const quotes: { start: number; end: number; isLong: boolean }[] = [];
  let unclosedFlow = 0;
  const waiting: { token: CST.Token; depth: number }[] = [];
  const add = (token: CST.Token | null | undefined, depth: number) => {
    if (token) waiting.push({ token, depth });
  };
  for (const token of tokens) if (token.type === 'document') add(token.value, 1);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar') {
      const { offset: start, source } = token;
      quotes.push({ start, end: start + source.length, isLong: source.includes('\n') });
    }
    if (!('items' in token)) continue;
    if (depth > LIMITS.depth) return { tooDeep: token.offset, quotes, unclosedFlow };
    if (token.type === 'flow-collection') {
      const closing = token.start.type === 'flow-map-start' ? 'flow-map-end' : 'flow-seq-end';
      if (!token.end.some((end) => end.type === closing)) unclosedFlow = Math.max(unclosedFlow, token.offset);
    }
    for (const item of token.items) {
      if ('key' in item) add(item.key, depth + 1);
      add(item.value, depth + 1);
    }
  }
  return { tooDeep: undefined, quotes, unclosedFlow };
}

/** The first error tells what is wrong, those after it follow from it. */
export function syntaxFault(errors: readonly YAMLError[], outline: Outline, text: string): YamlFault {
  const first = errors.reduce((one, other) => (other.pos[0] < one.pos[0] ? other : one));
  const offset = offsetOf(first, errors, text);
  // A quote that is not closed ends with the document, at the next quote, or where the indentation ends it.
  const missing = errors.find(({ message }) => message.startsWith('Missing closing'));
  const unclosed = missing && quoteBefore(outline, missing.pos[0]);
  const long = outline.quotes.find(
    ({ start, end, isLong }) => isLong && start !== unclosed && start <= offset && isOneLine(text, end, offset),
  );
  if (long) return syntaxErrorAt(long.start, `the ${text[long.start]} is not closed on its line`);
  if (unclosed !== undefined) return syntaxErrorAt(unclosed, `the ${text[unclosed]} is never closed`);
  if (/^Flow .* end with a/.test(first.message)) {
    return syntaxErrorAt(outline.unclosedFlow, `the ${text[outline.unclosedFlow]} is never closed`);
  }
  return syntaxErrorAt(offset, inOwnWords(first));
}

function quoteBefore({ quotes }: Outline, offset: number): number {
  return quotes.reduce((last, { start }) => (start < offset ? Math.max(last, start) : last), 0);
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

function isOneLine(text: string, from: number, to: number): boolean {
  return from >= to || !text.slice(from, to).includes('\n');
}
