import type { Objective, Slo } from '../model';
import { isUpperBound } from '../rules/events';
import { parseSelector, selectorsIn, selects, type Matcher, type Selector } from '../promql';

/** A series that a test may write samples of. */
export interface TestSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Series that stand for one good and one bad event: counters to add to, or a gauge and its values. */
export type Witness =
  | { readonly kind: 'counters'; readonly good: readonly TestSeries[]; readonly bad: readonly TestSeries[] }
  | { readonly kind: 'gauge'; readonly series: TestSeries; readonly good: number; readonly bad: number }
  /** The mean of what a histogram observed: a sum and a count. */
  | {
      readonly kind: 'mean';
      readonly sum: TestSeries;
      readonly count: TestSeries;
      readonly good: number;
      readonly bad: number;
    };

/** Finds such series; undefined when a query is more than a selector, or nothing can match it. */
export function witnessOf({ indicator, objectives }: Slo): Witness | undefined {
  if (indicator.kind === 'ratio') {
    const [events, total] = [parseSelector(indicator.events), parseSelector(indicator.total)];
    return events && total && ofRatio(events, total, indicator.numerator);
  }
  if (indicator.kind === 'histogram') {
    const selector = parseSelector(indicator.query);
    return selector && indicator.form === 'classic' ? ofHistogram(selector, objectives) : undefined;
  }
  if (indicator.kind === 'raw') {
    return gauge(indicator.query, indicator.meaning === 'success' ? { good: 1, bad: 0 } : { good: 0, bad: 1 });
  }
  const told = beyondThresholds(objectives);
  return told && (gauge(indicator.query, told) ?? mean(indicator.query, told));
}

/** Values on either side of every threshold; undefined when one wants high values and another low ones. */
function beyondThresholds(objectives: readonly Objective[]): { good: number; bad: number } | undefined {
  const thresholds = objectives.flatMap(({ threshold }) => (threshold ? [threshold] : []));
  const values = thresholds.map(({ value }) => value);
  const [low, high] = [Math.min(...values) - 0.25, Math.max(...values) + 0.25];
  if (thresholds.every(({ op }) => isUpperBound(op))) return { good: low, bad: high };
  return thresholds.some(({ op }) => isUpperBound(op)) ? undefined : { good: high, bad: low };
}

function ofRatio(events: Selector, total: Selector, numerator: 'good' | 'bad'): Witness | undefined {
  const isOneMetric = events.name === total.name;
  const selectors = [events, total];
  const all = seriesOf(total, selectors, (series) => selects(total, series));
  const inEvents = isOneMetric
    ? seriesOf(total, selectors, (series) => selects(total, series) && selects(events, series))
    : seriesOf(events, [events], (series) => selects(events, series));
  const outside = isOneMetric
    ? seriesOf(total, selectors, (series) => selects(total, series) && !selects(events, series))
    : all;
  if (!all || !inEvents || !outside) return undefined;
  const counted = isOneMetric ? [inEvents] : [all, inEvents];
  return numerator === 'good'
    ? { kind: 'counters', good: counted, bad: [outside] }
    : { kind: 'counters', good: [outside], bad: counted };
}

/** A good event is quicker than every threshold and a bad one slower, or the other way round. */
function ofHistogram(selector: Selector, objectives: readonly Objective[]): Witness | undefined {
  const base = seriesOf(selector, [selector], (series) => selects(selector, series));
  const thresholds = objectives.flatMap(({ threshold }) => (threshold ? [threshold] : []));
  const upper = thresholds.filter(({ op }) => isUpperBound(op));
  if (!base || (upper.length !== 0 && upper.length !== thresholds.length)) return undefined;
  const bucket = (le: string): TestSeries => ({ name: `${base.name}_bucket`, labels: { ...base.labels, le } });
  const slow = [bucket('+Inf'), { ...base, name: `${base.name}_count` }];
  const quick = [...new Set(thresholds.map(({ value }) => String(value)))].map(bucket).concat(slow);
  return upper.length > 0 ? { kind: 'counters', good: quick, bad: slow } : { kind: 'counters', good: slow, bad: quick };
}

function gauge(query: string, values: { good: number; bad: number }): Witness | undefined {
  const selector = parseSelector(query);
  const series = selector && seriesOf(selector, [selector], (one) => selects(selector, one));
  return series && { kind: 'gauge', series, ...values };
}

function mean(query: string, values: { good: number; bad: number }): Witness | undefined {
  const selectors = selectorsIn(query);
  const one = (suffix: string) => {
    const selector = selectors.find(({ name }) => name.endsWith(suffix));
    return selector && seriesOf(selector, [selector], (series) => selects(selector, series));
  };
  const [sum, count] = [one('_sum'), one('_count')];
  const isMean = sum && count && selectors.length === 2 && sum.name.slice(0, -4) === count.name.slice(0, -6);
  return isMean ? { kind: 'mean', sum, count, ...values } : undefined;
}

/** A series of the selector's metric that passes, with label values guessed from what the selectors ask for. */
function seriesOf(
  { name }: Selector,
  selectors: readonly Selector[],
  passes: (series: TestSeries) => boolean,
): TestSeries | undefined {
  const matchers = selectors.flatMap((selector) => selector.matchers);
  const labels = [...new Set(matchers.map(({ label }) => label))];
  return search(labels, matchers, { name, labels: {} }, passes);
}

function search(
  labels: readonly string[],
  matchers: readonly Matcher[],
  series: TestSeries,
  passes: (series: TestSeries) => boolean,
): TestSeries | undefined {
  const [label, ...rest] = labels;
  if (label === undefined) return passes(series) ? series : undefined;
  for (const value of guesses(matchers.filter((matcher) => matcher.label === label))) {
    const found = search(rest, matchers, { ...series, labels: { ...series.labels, [label]: value } }, passes);
    if (found) return found;
  }
  return undefined;
}

/** Values that some matcher may want, and some that none asks for. */
function guesses(matchers: readonly Matcher[]): Set<string> {
  const wanted = matchers.flatMap(({ op, value }) => (op === '=' || op === '!=' ? [value] : alternatives(value)));
  return new Set([...wanted, '200', '500', 'GET', '/', 'other']);
}

/** One text for each alternative of a regular expression, with the commonest parts of the language filled in. */
function alternatives(pattern: string): string[] {
  return pattern
    .replace(/^\^|\$$/g, '')
    .replace(/^\((?:\?:)?(.*)\)$/, '$1')
    .split('|')
    .map((part) =>
      part
        .replace(/\[\^?(.)[^\]]*\]/g, '$1')
        .replace(/\\d/g, '0')
        .replace(/\\(.)/g, '$1')
        .replace(/\.[*+]/g, 'x')
        .replace(/\./g, '0')
        .replace(/[()?*+]/g, ''),
    );
}
