import type { Chart } from '../charts';
import type { Table } from '../document';
import { clockText, percentText } from '../words';

/** More rows than a person reads are as good as none. */
const MOST_ROWS = 40;

/** The figures behind a picture. Of many points, as many as are read, evenly spread, the first and the last among them. */
export function chartTable(chart: Chart): Table {
  if (chart.kind === 'bars') {
    return {
      caption: chart.title,
      head: ['What', 'From (UTC)', 'To (UTC)'],
      rows: chart.rows.flatMap(({ name, bars }) => bars.map(({ from, to }) => [name, clockText(from), clockText(to)])),
      numbers: [],
    };
  }
  const times = [...new Set(chart.lines.flatMap(({ points }) => points.map(([time]) => time)))].sort((a, b) => a - b);
  const every = Math.max(1, Math.ceil((times.length - 1) / (MOST_ROWS - 1)));
  const shown = times.filter((_, index) => index % every === 0 || index === times.length - 1);
  const values = chart.lines.map(({ points }) => new Map(points));
  return {
    caption: chart.title,
    head: ['UTC', ...chart.lines.map(({ name }) => name)],
    rows: shown.map((time) => [
      clockText(time),
      ...values.map((line) => {
        const value = line.get(time);
        return value === undefined ? 'no data' : percentText(value);
      }),
    ]),
    numbers: chart.lines.map((_, index) => index + 1),
  };
}
