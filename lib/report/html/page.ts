import type { Chart } from '../charts';
import type { Block, Table } from '../document';
import { REPORT_SECTIONS } from '../sections';
import { barChartSvg } from './bar-chart';
import { chartTable } from './chart-table';
import { escapeHtml } from './escape';
import { legendHtml, lineChartSvg } from './line-chart';
import { STYLE } from './style';

export interface PageOptions {
  /** Seconds between two points of the charts: further apart is a gap. */
  readonly step: number;
  /** The Markdown that people wrote; undefined while nobody has. */
  readonly people?: string | undefined;
}

/** The report as one HTML file that needs nothing else: no network, no script, light and dark, on paper too. */
export function pageOf(blocks: readonly Block[], { step, people }: PageOptions): string {
  const title = blocks.find(({ kind }) => kind === 'heading');
  const body = blocks.map((block, index) => blockHtml(block, `chart-${index}`, step));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title?.kind === 'heading' ? title.text : 'Incident report')}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
${body.join('\n')}
${people === undefined ? questions() : peopleHtml(people)}
</main>
<footer>Written by “lab report” of the SRE SLO Lab. The sections from “Summary” on are filled in the Markdown file beside this one; the same command again brings them here.</footer>
</body>
</html>
`;
}

function blockHtml(block: Block, id: string, step: number): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'note':
      return `<p class="note">${escapeHtml(block.text)}</p>`;
    case 'figures':
      return `<ul class="figures">${block.figures
        .map(
          ({ label, value, note }) =>
            `<li>${escapeHtml(label)}<strong>${escapeHtml(value)}</strong><small>${escapeHtml(note)}</small></li>`,
        )
        .join('')}</ul>`;
    case 'table':
      return tableHtml(block.table);
  }
  return chartHtml(block.chart, id, step);
}

/** A time, or one or two short words: what a line end would only tear apart. */
const SHORT = /^\S{1,12}( \S{1,8})?$/;

function tableHtml({ caption, head, rows, numbers }: Table): string {
  const classOf = (column: number, cell: string) =>
    numbers.includes(column) ? ' class="number"' : SHORT.test(cell) ? ' class="word"' : '';
  const header = head.map((cell, column) => `<th scope="col"${classOf(column, '')}>${escapeHtml(cell)}</th>`).join('');
  const body = rows
    .map(
      (row) => `<tr>${row.map((cell, column) => `<td${classOf(column, cell)}>${escapeHtml(cell)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<div class="scroll${head.length === 2 ? ' slim' : ''}" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table><caption>${escapeHtml(caption)}</caption>
<thead><tr>${header}</tr></thead>
<tbody>
${body}
</tbody></table></div>`;
}

function chartHtml(chart: Chart, id: string, step: number): string {
  const picture = chart.kind === 'lines' ? lineChartSvg(chart, id, step) : barChartSvg(chart, id);
  const legend = chart.kind === 'lines' ? legendHtml(chart) : BAR_LEGEND;
  return `<figure>
<figcaption>${escapeHtml(chart.title)}<small>${escapeHtml(chart.description)}</small></figcaption>
${picture}
${legend}
<details><summary>The figures of this picture</summary>
${tableHtml(chartTable(chart))}
</details>
</figure>`;
}

const BAR_LEGEND =
  '<ul class="legend"><li><span class="swatch fault" aria-hidden="true"></span>fault or stopped task</li>' +
  '<li><span class="swatch page" aria-hidden="true"></span>alert that pages</li>' +
  '<li><span class="swatch ticket" aria-hidden="true"></span>alert that opens a ticket</li></ul>';

function questions(): string {
  return REPORT_SECTIONS.map(
    ({ title, question }) => `<h2>${escapeHtml(title)}</h2>\n<p class="question">${escapeHtml(question)}</p>`,
  ).join('\n');
}

/** Headings are headings; the rest is shown as it was written, which Markdown is made for. */
function peopleHtml(markdown: string): string {
  const asked = new Map(REPORT_SECTIONS.map(({ title, question }) => [title.toLowerCase(), question]));
  const parts = markdown.split(/^(#{2,3}) +(.*?) *#*$/m);
  const html = [paragraphs(parts[0] ?? '')];
  for (let index = 1; index + 2 < parts.length; index += 3) {
    const [level, title = '', body = ''] = [parts[index]?.length ?? 2, parts[index + 1], parts[index + 2]];
    const text = paragraphs(body);
    const question = asked.get(title.toLowerCase());
    const unfilled = text === '' && question !== undefined ? `<p class="question">${escapeHtml(question)}</p>` : '';
    html.push(`<h${level}>${escapeHtml(title)}</h${level}>`, text, unfilled);
  }
  return html.filter((part) => part !== '').join('\n');
}

function paragraphs(markdown: string): string {
  const text = markdown.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '').trim();
  return text === '' ? '' : `<div class="people">${escapeHtml(text)}</div>`;
}
