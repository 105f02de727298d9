import type { Line, LineChart } from '../charts';
import type { Point } from '../series';
import { clockText, percentText } from '../words';
import { escapeHtml } from './escape';
import { DASHES } from './palette';
import { ticksOf, timeTicksOf } from './scale';

const WIDTH = 720;
const HEIGHT = 250;
const MARGIN = { left: 58, right: 12, top: 12, bottom: 28 };

/** A line chart as inline SVG: a title and a description for who cannot see it, colours from the page's variables. */
export function lineChartSvg(chart: LineChart, id: string, step: number): string {
  const { from, to } = chart.span;
  const values = chart.lines.flatMap(({ points }) => points.map(([, value]) => value));
  const [lowest, highest] = [Math.min(0, ...values), Math.max(0, ...values)];
  const ticks = ticksOf(lowest, highest === lowest ? lowest + 0.01 : highest);
  const [bottom, top] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const x = (time: number) => round(MARGIN.left + ((time - from) / (to - from)) * (WIDTH - MARGIN.left - MARGIN.right));
  const y = (value: number) =>
    round(HEIGHT - MARGIN.bottom - ((value - bottom) / (top - bottom)) * (HEIGHT - MARGIN.top - MARGIN.bottom));
  const shaded = chart.shaded.map(
    (bar) =>
      `<rect class="shade" x="${x(bar.from)}" y="${MARGIN.top}" width="${Math.max(2, round(x(bar.to) - x(bar.from)))}" height="${HEIGHT - MARGIN.top - MARGIN.bottom}"/>`,
  );
  const grid = ticks.map(
    (value) =>
      `<line class="grid${value === 0 ? ' zero' : ''}" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(value)}" y2="${y(value)}"/>` +
      `<text class="tick" x="${MARGIN.left - 6}" y="${y(value) + 4}" text-anchor="end">${percentText(tidy(value))}</text>`,
  );
  const times = timeTicksOf(chart.span).map(
    (time) =>
      `<text class="tick" x="${x(time)}" y="${HEIGHT - 8}" text-anchor="middle">${clockText(time)}</text>` +
      `<line class="grid" x1="${x(time)}" x2="${x(time)}" y1="${HEIGHT - MARGIN.bottom}" y2="${HEIGHT - MARGIN.bottom + 4}"/>`,
  );
  const lines = chart.lines.map(({ points }, index) => {
    const dash = DASHES[index] ?? '';
    return `<path class="line" style="stroke:var(--line-${index})" ${dash === '' ? '' : `stroke-dasharray="${dash}" `}d="${pathOf(points, step, x, y)}"/>`;
  });
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escapeHtml(chart.title)}</title>`,
    `<desc id="${id}-desc">${escapeHtml(`${chart.description} ${extremesText(chart.lines)}`)}</desc>`,
    ...shaded,
    ...grid,
    ...times,
    ...lines,
    '</svg>',
  ].join('\n');
}

/** What the lines are, with the dashes that tell them apart, and what is shaded. */
export function legendHtml({ lines, shaded }: LineChart): string {
  const items = lines.map(({ name }, index) => {
    const dash = DASHES[index] ?? '';
    const sample = `<svg class="sample" viewBox="0 0 28 8" aria-hidden="true"><path class="line" style="stroke:var(--line-${index})" ${dash === '' ? '' : `stroke-dasharray="${dash}" `}d="M0 4H28"/></svg>`;
    return `<li>${sample}${escapeHtml(name)}</li>`;
  });
  const names = [...new Set(shaded.map(({ name }) => name))];
  const shade =
    names.length === 0
      ? []
      : [`<li><span class="swatch" aria-hidden="true"></span>shaded: ${escapeHtml(names.join(', '))}</li>`];
  return `<ul class="legend">${[...items, ...shade].join('')}</ul>`;
}

/** A line that ends where points are missing, and begins again behind the gap. */
function pathOf(points: readonly Point[], step: number, x: (time: number) => number, y: (value: number) => number) {
  let before: number | undefined;
  return points
    .map(([time, value]) => {
      const goesOn = before !== undefined && time - before <= step * 1.5;
      before = time;
      return `${goesOn ? 'L' : 'M'}${x(time)} ${y(value)}`;
    })
    .join('');
}

function extremesText(lines: readonly Line[]): string {
  return lines
    .flatMap(({ name, points }) => {
      if (points.length === 0) return [];
      const values = points.map(([, value]) => value);
      return [`${name}: between ${percentText(Math.min(...values))} and ${percentText(Math.max(...values))}.`];
    })
    .join(' ');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** 0.30000000000000004 is a label of nobody's. */
function tidy(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
