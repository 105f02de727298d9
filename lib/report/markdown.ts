import type { Block, Table } from './document';
import { REPORT_SECTIONS } from './sections';

/** A report to fill: what data says, then the sections of `REPORT_SECTIONS` with their questions as HTML comments. */
export function markdownOf(blocks: readonly Block[], people: string = emptySections()): string {
  return `${blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n')}\n\n${BOUNDARY}\n\n${people.trim()}\n`;
}

/** Between what is written again each time, and what people wrote. */
const BOUNDARY =
  '<!-- “lab report” writes what is above this line again each time. What is below is yours, and it keeps it. No blame: write what people knew then. -->';

function emptySections(): string {
  return REPORT_SECTIONS.map(({ title, question }) => `## ${title}\n\n<!-- ${question} -->`).join('\n\n');
}

/**
 * What people wrote in a report: everything from the first heading of `REPORT_SECTIONS` on, as it is. Undefined for a
 * file without such a heading, which is no report.
 */
export function peoplesPart(markdown: string): string | undefined {
  const titles = new Set(REPORT_SECTIONS.map(({ title }) => title.toLowerCase()));
  const lines = markdown.split(/\r?\n/);
  const first = lines.findIndex((line) => titles.has((/^##\s+(.*?)\s*#*\s*$/.exec(line)?.[1] ?? '').toLowerCase()));
  return first === -1 ? undefined : lines.slice(first).join('\n').trim();
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'text':
      return escaped(block.text);
    case 'note':
      return `> ${escaped(block.text)}`;
    case 'figures':
      return tableText({
        caption: '',
        head: ['Figure', 'Value', 'What it is'],
        rows: block.figures.map(({ label, value, note }) => [label, value, note]),
        numbers: [1],
      });
    case 'table':
      return tableText(block.table);
  }
  // A picture is in the HTML file only.
  return '';
}

function tableText({ caption, head, rows, numbers }: Table): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => escaped(cell)).join(' | ')} |`;
  const rule = `|${head.map((_, column) => (numbers.includes(column) ? '--:' : '---')).join('|')}|`;
  const table = [row(head), rule, ...rows.map(row)].join('\n');
  return caption === '' ? table : `*${escaped(caption)}*\n\n${table}`;
}

/** What would be markup is shown as it was written; a line end would end a row. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*|[\]]/g, (mark) => `\\${mark}`)
    .replaceAll('<', '&lt;')
    .replaceAll(/\s*\r?\n\s*/g, ' ');
}
