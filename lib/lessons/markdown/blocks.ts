/** The Markdown that lessons are written in (docs/lesson-format.md), as data: whoever shows it need not read it. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: Inline[] }
  | { readonly kind: 'paragraph'; readonly text: Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly lines: string[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: Block[][] }
  | { readonly kind: 'table'; readonly head: Inline[][]; readonly rows: Inline[][][] }
  | { readonly kind: 'quote'; readonly blocks: Block[] };

/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

const FENCE = /^(`{3,}|~{3,})\s*([\w-]*)\s*$/;
const MARKER = /^([-*]|(\d+)\.) +/;
const DELIMITER_ROW = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;

/** Reads Markdown. What it does not know is a paragraph. */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.replaceAll('\t', '    ').split(/\r?\n/);
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const [block, next] =
      codeAt(lines, at) ??
      headingAt(lines, at) ??
      quoteAt(lines, at) ??
      listAt(lines, at) ??
      tableAt(lines, at) ??
      paragraphAt(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

/** Reads what one line or cell may have: `code`, **strong**, *emphasis*, links. */
export function inlineOf(text: string): Inline[] {
  const pieces: Inline[] = [];
  const pattern =
    /(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\(([^)\s]+)\)|<(https?:\/\/[^>\s]+)>/g;
  let last = 0;
  const plain = (to: number) => {
    if (to > last) pieces.push({ kind: 'text', text: text.slice(last, to).replaceAll('\\|', '|') });
  };
  for (const found of text.matchAll(pattern)) {
    const [whole, , code, strong, emphasis, label, href, url] = found;
    plain(found.index);
    if (code !== undefined) pieces.push({ kind: 'code', text: code.replaceAll('\\|', '|') });
    else if (strong !== undefined) pieces.push({ kind: 'strong', text: strong });
    else if (emphasis !== undefined) pieces.push({ kind: 'emphasis', text: emphasis });
    else if (label !== undefined && href !== undefined)
      pieces.push({ kind: 'link', text: label.replaceAll('`', ''), href });
    else if (url !== undefined) pieces.push({ kind: 'link', text: url, href: url });
    last = found.index + whole.length;
  }
  plain(text.length);
  return pieces;
}

type Read = readonly [block: Block, next: number];

function codeAt(lines: readonly string[], from: number): Read | undefined {
  const [, fence, language = ''] = FENCE.exec(lines[from]!.trim()) ?? [];
  if (fence === undefined) return undefined;
  const indent = /^ */.exec(lines[from]!)![0].length;
  const end = lines.findIndex(
    (line, index) => index > from && line.trim().startsWith(fence) && /^[`~]+$/.test(line.trim()),
  );
  const last = end === -1 ? lines.length : end;
  const code = lines
    .slice(from + 1, last)
    .map((line) => (line.slice(0, indent).trim() === '' ? line.slice(indent) : line));
  return [{ kind: 'code', language, lines: code }, last + 1];
}

function headingAt(lines: readonly string[], from: number): Read | undefined {
  const [, marks, text] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[from]!) ?? [];
  if (marks === undefined || text === undefined) return undefined;
  return [{ kind: 'heading', level: marks.length, text: inlineOf(text) }, from + 1];
}

function quoteAt(lines: readonly string[], from: number): Read | undefined {
  let end = from;
  while (end < lines.length && /^\s*>/.test(lines[end]!)) end += 1;
  if (end === from) return undefined;
  const inner = lines.slice(from, end).map((line) => line.replace(/^\s*> ?/, ''));
  return [{ kind: 'quote', blocks: blocksOf(inner.join('\n')) }, end];
}

function listAt(lines: readonly string[], from: number): Read | undefined {
  const first = MARKER.exec(lines[from]!);
  if (!first) return undefined;
  const ordered = first[2] !== undefined;
  const items: string[][] = [];
  let width = 0;
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at]!;
    const marker = MARKER.exec(line);
    if (marker && (marker[2] !== undefined) === ordered) {
      width = marker[0].length;
      items.push([line.slice(width)]);
      continue;
    }
    const isBlank = line.trim() === '';
    const isIndented = /^ {2,}/.test(line);
    // A line that only goes on where the one above it was wrapped.
    const isLazy =
      !isBlank && !isIndented && !marker && lines[at - 1]!.trim() !== '' && !/^(?:[#>|]|`{3}|~{3})/.test(line);
    if (isBlank && !nextBelongs(lines, at, ordered)) break;
    if (!isBlank && !isIndented && !isLazy) break;
    items.at(-1)!.push(isIndented ? line.slice(Math.min(width, /^ */.exec(line)![0].length)) : line);
  }
  return [
    { kind: 'list', ordered, start: Number(first[2] ?? 1), items: items.map((item) => blocksOf(item.join('\n'))) },
    at,
  ];
}

/** Whether the next line that is not blank is still of the list. */
function nextBelongs(lines: readonly string[], from: number, ordered: boolean): boolean {
  const next = lines.slice(from).find((line) => line.trim() !== '');
  if (next === undefined) return false;
  const marker = MARKER.exec(next);
  return /^ {2,}/.test(next) || (marker !== null && (marker[2] !== undefined) === ordered);
}

function tableAt(lines: readonly string[], from: number): Read | undefined {
  const delimiter = lines[from + 1]?.trim();
  if (
    !lines[from]!.includes('|') ||
    delimiter === undefined ||
    !delimiter.includes('-') ||
    !DELIMITER_ROW.test(delimiter)
  )
    return undefined;
  let end = from + 2;
  while (end < lines.length && lines[end]!.includes('|')) end += 1;
  const head = cellsOf(lines[from]!);
  const rows = lines.slice(from + 2, end).map((line) => {
    const cells = cellsOf(line);
    return head.map((_, column) => inlineOf(cells[column] ?? ''));
  });
  return [{ kind: 'table', head: head.map(inlineOf), rows }, end];
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function paragraphAt(lines: readonly string[], from: number): Read {
  let end = from + 1;
  while (end < lines.length && lines[end]!.trim() !== '' && !startsBlock(lines, end)) end += 1;
  const text = lines
    .slice(from, end)
    .map((line) => line.trim())
    .join(' ');
  return [{ kind: 'paragraph', text: inlineOf(text) }, end];
}

function startsBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  return /^(?:#{1,6}\s|>|[-*] +\S|1\. +\S)/.test(line) || FENCE.test(line.trim()) || tableAt(lines, at) !== undefined;
}
