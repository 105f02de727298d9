import type { Problem } from '../../slo/model';
import { didYouMean } from '../../slo/input/nearest';
import { cut } from '../../slo/input/written';

/** The headings of a lesson, in their order. */
export const SECTIONS = ['Goal', 'Steps', 'Questions', 'Hints', 'Read on'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** The text below one heading. */
export interface Section {
  /** Markdown, without blank lines around it. */
  readonly text: string;
  /** The line of the text's first character. */
  readonly line: number;
}

export type Sections = ReadonlyMap<SectionName, Section>;

/** Finds the sections of a body; tells of those that are missing, unknown, empty or in another order. */
export function readSections(body: string, firstLine: number, file: string, problems: Problem[]): Sections {
  const lines = body.split('\n');
  const found = headings(lines);
  const sections = new Map<SectionName, Section>();
  const tell = (index: number, got: string, message: string) =>
    problems.push({ file, line: firstLine + index, path: '', got, message });
  const before = lines.slice(0, found[0]?.index ?? lines.length).findIndex((line) => line.trim() !== '');
  if (before !== -1) {
    const allowed = 'the title is in the front matter; put text below "## Goal"';
    tell(before, cut(lines[before]!), `allowed: nothing in front of the first heading: ${allowed}`);
  }
  for (const [at, { index, title }] of found.entries()) {
    const name = SECTIONS.find((one) => one === title);
    const written = `the heading "## ${cut(title)}"`;
    const allowed = SECTIONS.map((one) => `"## ${one}"`).join(', ');
    if (!name) {
      tell(index, written, `no such section${didYouMean(title, SECTIONS)}; allowed, in this order: ${allowed}`);
      continue;
    }
    if (sections.has(name)) {
      tell(index, `${written} again`, 'allowed: each section once');
      continue;
    }
    const last = [...sections.keys()].at(-1);
    if (last && SECTIONS.indexOf(name) < SECTIONS.indexOf(last)) {
      tell(index, `${written} behind "## ${last}"`, `allowed, in this order: ${allowed}`);
    }
    sections.set(name, textBetween(lines, index + 1, found[at + 1]?.index ?? lines.length, firstLine));
    if (sections.get(name)!.text === '' && name !== 'Hints')
      tell(index, `${written} with nothing below`, 'allowed: text');
  }
  for (const name of SECTIONS) {
    if (!sections.has(name)) tell(0, 'nothing', `the section "## ${name}" is missing; every lesson has all five`);
  }
  return sections;
}

/** Lines that are headings of the second level, outside of code. */
function headings(lines: readonly string[]): { readonly index: number; readonly title: string }[] {
  let fence = '';
  return lines.flatMap((line, index) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (mark !== '' && fence === '') fence = mark;
    else if (fence !== '' && mark.startsWith(fence)) fence = '';
    const title = fence === '' ? /^##\s+(.*?)\s*$/.exec(line)?.[1] : undefined;
    return title === undefined ? [] : [{ index, title }];
  });
}

function textBetween(lines: readonly string[], from: number, to: number, firstLine: number): Section {
  let [start, end] = [from, to];
  while (start < end && lines[start]!.trim() === '') start += 1;
  while (end > start && lines[end - 1]!.trim() === '') end -= 1;
  return { text: lines.slice(start, end).join('\n'), line: firstLine + start };
}
