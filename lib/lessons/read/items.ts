import type { Section } from './sections';

/** One item of a list of the first level, with what belongs to it. */
export interface Item {
  /** Markdown, without the marker and its indentation. */
  readonly text: string;
  readonly line: number;
}

/** What a section has of a list. */
export interface ItemList {
  /** Markdown in front of the first item. */
  readonly before: string;
  readonly items: readonly Item[];
}

const MARKER = { bullet: /^[-*] +/, number: /^\d+\. +/ } as const;

/** The items of a section's list; a line that is indented, blank or inside of code belongs to the item above. */
export function itemsOf({ text, line }: Section, kind: keyof typeof MARKER): ItemList {
  const before: string[] = [];
  const items: { lines: string[]; line: number; indent: number }[] = [];
  let fence = '';
  for (const [index, written] of text.split('\n').entries()) {
    const marker = fence === '' ? MARKER[kind].exec(written)?.[0] : undefined;
    const mark = /^\s*(`{3,}|~{3,})/.exec(written)?.[1] ?? '';
    if (mark !== '' && fence === '') fence = mark;
    else if (fence !== '' && mark.startsWith(fence)) fence = '';
    const current = items.at(-1);
    if (marker !== undefined) {
      items.push({ lines: [written.slice(marker.length)], line: line + index, indent: marker.length });
    } else if (current) current.lines.push(withoutIndent(written, current.indent));
    else before.push(written);
  }
  return {
    before: before.join('\n').trim(),
    items: items.map(({ lines, line: at }) => ({ text: lines.join('\n').trimEnd(), line: at })),
  };
}

function withoutIndent(line: string, width: number): string {
  const blanks = /^ */.exec(line)![0].length;
  return line.slice(Math.min(blanks, width));
}
