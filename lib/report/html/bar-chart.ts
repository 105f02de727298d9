import type { BarChart } from '../charts';
import { clockText } from '../words';
import { escapeHtml } from './escape';
import { timeTicksOf } from './scale';

const WIDTH = 720;
const MARGIN = { left: 12, right: 12, top: 4, bottom: 24 };
const ROW = 34;

/** Rows of bars over time as inline SVG: each row's name above its bar, so that no name is cut. */
export function barChartSvg(chart: BarChart, id: string): string {
  const { from, to } = chart.span;
  const height = MARGIN.top + chart.rows.length * ROW + MARGIN.bottom;
  const x = (time: number) =>
    Math.round((MARGIN.left + ((time - from) / (to - from)) * (WIDTH - MARGIN.left - MARGIN.right)) * 10) / 10;
  const ticks = timeTicksOf(chart.span).map(
    (time) =>
      `<line class="grid" x1="${x(time)}" x2="${x(time)}" y1="${MARGIN.top}" y2="${height - MARGIN.bottom + 4}"/>` +
      `<text class="tick" x="${x(time)}" y="${height - 6}" text-anchor="middle">${clockText(time)}</text>`,
  );
  const rows = chart.rows.flatMap(({ name, tone, bars }, index) => {
    const top = MARGIN.top + index * ROW;
    return [
      `<text class="row" x="${MARGIN.left}" y="${top + 14}">${escapeHtml(name)}</text>`,
      ...bars.map(
        (bar) =>
          `<rect class="bar ${tone}" x="${x(bar.from)}" y="${top + 19}" width="${Math.max(3, Math.round((x(bar.to) - x(bar.from)) * 10) / 10)}" height="9" rx="2"/>`,
      ),
    ];
  });
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escapeHtml(chart.title)}</title>`,
    `<desc id="${id}-desc">${escapeHtml(chart.description)}</desc>`,
    ...ticks,
    ...rows,
    '</svg>',
  ].join('\n');
}
