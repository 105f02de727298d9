import type { Budgeting, Indicator, Objective, Slo } from '../model';
import { parseSelector, selects } from '../promql';
import type { Events } from './events';
import type { Family, Series } from './series';

/** What is counted: the series that a scrape would have brought. */
export interface Counted {
  readonly events: Events;
  readonly families: readonly Family[];
}

/** Good and valid events since the beginning of the history, at each of its times. */
export interface SloEvents {
  readonly good: (index: number) => number;
  readonly total: (index: number) => number;
}

/** Counts an objective's events in the history; undefined for an indicator that the history knows nothing of. */
export function sloEvents(history: Counted, slo: Slo, objective: Objective): SloEvents | undefined {
  const { indicator } = slo;
  if (indicator.kind === 'ratio') return ratioEvents(history, indicator);
  if (indicator.kind === 'histogram') return histogramEvents(history, indicator, objective);
  if (indicator.kind === 'threshold') return sliceEvents(history, indicator.query, slo.budgeting, objective);
  return undefined;
}

function ratioEvents(
  history: Counted,
  { events, total, numerator }: Extract<Indicator, { kind: 'ratio' }>,
): SloEvents | undefined {
  const [counted, all] = [sumOf(history, events), sumOf(history, total)];
  if (!counted || !all) return undefined;
  return { good: numerator === 'good' ? counted : (index) => all(index) - counted(index), total: all };
}

function histogramEvents(
  history: Counted,
  { query }: Extract<Indicator, { kind: 'histogram' }>,
  { threshold }: Objective,
): SloEvents | undefined {
  if (!threshold) return undefined;
  const below = sumOf(history, query, { suffix: '_bucket', le: threshold.value });
  const all = sumOf(history, query, { suffix: '_count' });
  if (!below || !all) return undefined;
  const good = threshold.op.startsWith('l') ? below : (index: number) => all(index) - below(index);
  return { good, total: all };
}

const MEAN = /([A-Za-z_:][\w:]*)_sum\b.*\/.*\b\1_count\b/s;

/** Slices in which the mean of a histogram keeps to the threshold. */
function sliceEvents(
  history: Counted,
  query: string,
  budgeting: Budgeting,
  { threshold }: Objective,
): SloEvents | undefined {
  const [, metric] = MEAN.exec(query) ?? [];
  if (metric === undefined || threshold === undefined || budgeting.method === 'Occurrences') return undefined;
  const [sum, count] = [sumOf(history, `${metric}_sum`), sumOf(history, `${metric}_count`)];
  if (!sum || !count) return undefined;
  const { times } = history.events;
  const good = new Float64Array(times.length);
  const total = new Float64Array(times.length);
  let from = 0;
  for (let index = 1; index < times.length; index += 1) {
    const whole = (times[index] ?? 0) - (times[from] ?? 0) >= budgeting.sliceSeconds;
    const mean = (sum(index) - sum(from)) / (count(index) - count(from));
    total[index] = (total[index - 1] ?? 0) + (whole ? 1 : 0);
    good[index] = (good[index - 1] ?? 0) + (whole && keeps(mean, threshold) ? 1 : 0);
    if (whole) from = index;
  }
  return { good: (index) => good[index] ?? 0, total: (index) => total[index] ?? 0 };
}

function keeps(value: number, { op, value: limit }: NonNullable<Objective['threshold']>): boolean {
  if (Number.isNaN(value)) return true;
  if (op === 'lt') return value < limit;
  if (op === 'lte') return value <= limit;
  return op === 'gt' ? value > limit : value >= limit;
}

/** The sum of the series that a selector selects; undefined when there is none. */
function sumOf(
  history: Counted,
  text: string,
  { suffix = '', le }: { readonly suffix?: string; readonly le?: number } = {},
): ((index: number) => number) | undefined {
  const selector = parseSelector(text);
  if (!selector) return undefined;
  const isSelected = ({ name, labels }: Series) =>
    selects({ ...selector, name: selector.name + suffix }, { name, labels }) &&
    (le === undefined || Number(labels['le']) === le);
  const selected = history.families.flatMap(({ series }) => series).filter(isSelected);
  if (selected.length === 0) return undefined;
  return (index) => {
    let sum = 0;
    for (const one of selected) sum += one.valueAt(index) ?? 0;
    return sum;
  };
}
