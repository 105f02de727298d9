import { stripVTControlCharacters } from 'node:util';
import { blocksOf, inlineOf, type Block, type Inline } from '../../lessons/markdown/blocks';
import type { Style } from './style';
import { table } from './table';

/** What is narrower than this wraps as if it were so wide: below it no sentence can be read. */
const NARROWEST = 24;

/** How Markdown is shown on a terminal. */
export interface MarkdownOptions {
  readonly style: Style;
  /** In characters. */
  readonly width: number;
  /** Where links lead that are relative, such as `docs/lessons`: they are shown as paths in the project. */
  readonly folder?: string;
}

/** Markdown as lines for a terminal, wrapped at its width; code is never wrapped. */
export function markdownLines(markdown: string, options: MarkdownOptions): string[] {
  return blockLines(blocksOf(markdown), { ...options, width: Math.max(NARROWEST, options.width) });
}

/** The text of one line of Markdown, wrapped. */
export function inlineLines(markdown: string, options: MarkdownOptions): string[] {
  return wrap(inlineText(inlineOf(markdown.replaceAll(/\s*\n\s*/g, ' ')), options), Math.max(NARROWEST, options.width));
}

function blockLines(blocks: readonly Block[], options: MarkdownOptions): string[] {
  return blocks.flatMap((block, index) => [...(index === 0 ? [] : ['']), ...linesOf(block, options)]);
}

function linesOf(block: Block, options: MarkdownOptions): string[] {
  const { style, width } = options;
  switch (block.kind) {
    case 'heading':
      return wrap(inlineText(block.text, options), width).map(style.strong);
    case 'paragraph':
      return wrap(inlineText(block.text, options), width);
    case 'code':
      return block.lines.map((line) => style.link(`    ${line}`.trimEnd()));
    case 'quote':
      return blockLines(block.blocks, { ...options, width: width - 2 }).map((line) =>
        `${style.quiet('│')} ${line}`.trimEnd(),
      );
    case 'list':
      return listLines(block, options);
    default:
      return tableLines(block, options);
  }
}

function listLines({ ordered, start, items }: Extract<Block, { kind: 'list' }>, options: MarkdownOptions): string[] {
  const isLoose = items.some((blocks) => blocks.length > 1);
  return items.flatMap((blocks, index) => {
    const marker = ordered ? `${start + index}. ` : '• ';
    const lines = blockLines(blocks, { ...options, width: options.width - marker.length });
    const indented = lines.map((line, row) => `${row === 0 ? marker : ' '.repeat(marker.length)}${line}`.trimEnd());
    return isLoose && index > 0 ? ['', ...indented] : indented;
  });
}

/** A table as columns; one that is too wide, as a block of `head: cell` lines for each row. */
function tableLines({ head, rows }: Extract<Block, { kind: 'table' }>, options: MarkdownOptions): string[] {
  const { style, width } = options;
  const heads = head.map((cell) => inlineText(cell, options));
  const cells = rows.map((row) => row.map((cell) => inlineText(cell, options)));
  const hasHeads = heads.some((one) => one !== '');
  const aligned = table([...(hasHeads ? [heads.map(style.strong)] : []), ...cells]);
  if (aligned.every((line) => widthOf(line) <= width)) return aligned;
  return cells.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((cell, column) => {
      const name = heads[column] ?? '';
      if (cell === '') return [];
      return wrap(name === '' ? cell : `${style.strong(`${name}:`)} ${cell}`, width);
    }),
  ]);
}

function inlineText(pieces: readonly Inline[], { style, folder }: MarkdownOptions): string {
  return pieces
    .map((piece) => {
      switch (piece.kind) {
        case 'code':
          return style.link(piece.text);
        case 'strong':
          return style.strong(piece.text);
        case 'link': {
          const where = placeOf(piece.href, folder);
          return where === piece.text ? style.link(where) : `${piece.text} (${style.link(where)})`;
        }
        default:
          return piece.text;
      }
    })
    .join('');
}

/** `../slo-sla.md`, seen from `docs/lessons`, is `docs/slo-sla.md`. */
function placeOf(href: string, folder = ''): string {
  if (/^[a-z]+:/.test(href) || folder === '') return href;
  const steps: string[] = folder.split('/');
  for (const step of href.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** Text without Markdown, wrapped. */
export function textLines(text: string, width: number): string[] {
  return wrap(text, Math.max(NARROWEST, width));
}

/** Breaks at blanks; a word that is longer than a line stays whole, since it is an address or a command. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((one) => one !== '')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
