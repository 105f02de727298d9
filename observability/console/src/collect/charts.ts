import type { Chart, Line } from '../snapshot';
import type { Labels, Prometheus, Series } from './prometheus';

/** One query of a chart; `legend` has `{{label}}` where a label's value goes, and is empty for all labels. */
export interface ChartQuery {
  readonly expr: string;
  readonly legend: string;
}

/** Seconds between two points, for about 180 of them; a whole number of scrapes. */
export function stepFor(rangeSeconds: number): number {
  return Math.max(5, Math.ceil(rangeSeconds / 180 / 5) * 5);
}

/** Draws all queries on one axis of time that ends now. */
export async function chartOf(
  prometheus: Prometheus,
  queries: readonly ChartQuery[],
  rangeSeconds: number,
): Promise<Chart> {
  const step = stepFor(rangeSeconds);
  const to = Math.floor(Date.now() / 1000 / step) * step;
  const from = to - Math.floor(rangeSeconds / step) * step;
  const times = Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
  const answers = await Promise.all(queries.map(({ expr }) => prometheus.range(expr, { from, to, step })));
  const lines = answers.flatMap((series, index) =>
    series.map((one) => lineOf(one, queries[index]?.legend ?? '', { from, step, count: times.length })),
  );
  return { times, lines };
}

function lineOf(
  { labels, values }: Series,
  legend: string,
  axis: { readonly from: number; readonly step: number; readonly count: number },
): Line {
  const row: (number | null)[] = Array.from({ length: axis.count }, () => null);
  for (const [time, value] of values)
    row[Math.round((time - axis.from) / axis.step)] = Number.isFinite(value) ? value : null;
  return { name: legendOf(legend, labels), values: row };
}

export function legendOf(legend: string, labels: Labels): string {
  if (legend !== '') return legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => labels[name] ?? '');
  return (
    Object.entries(labels)
      .filter(([name]) => name !== '__name__')
      .map(([name, value]) => `${name}=${value}`)
      .join(' ') ||
    (labels['__name__'] ?? 'value')
  );
}
