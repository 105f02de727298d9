import type { Objective, Slo } from '../model';
import { isUpperBound } from '../rules/events';
import { parseSelector, selects, type Matcher, type Selector } from '../promql';

/** A series that a test may write samples of. */
export interface TestSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Series that stand for one good and one bad event: counters to add to, or a gauge and its values. */
export type Witness =
  | { readonly kind: 'counters'; readonly good: readonly TestSeries[]; readonly bad: readonly TestSeries[] }
  | { readonly kind: 'gauge'; readonly series: TestSeries; readonly good: number; readonly bad: number };

/** Finds such series; undefined when a query is more than a selector, or nothing can match it. */
export function witnessOf({ indicator, objectives }: Slo): Witness | undefined {
  switch (indicator.kind) {
    case 'ratio': {
      const [events, total] = [parseSelector(indicator.events), parseSelector(indicator.total)];
      return events && total ? ofRatio(events, total, indicator.numerator) : undefined;
    }
    case 'histogram': {
      const selector = parseSelector(indicator.query);
      return selector && indicator.form === 'classic' ? ofHistogram(selector, objectives) : undefined;
    }
    case 'raw':
      return gauge(indicator.query, indicator.meaning === 'success' ? { good: 1, bad: 0 } : { good: 0, bad: 1 });
    case 'threshold': {
      const values = objectives.map(({ threshold }) => threshold?.value ?? 0);
      const [low, high] = [Math.min(...values) - 1, Math.max(...values) + 1];
      const isUpper = objectives.every(({ threshold }) => threshold && isUpperBound(threshold.op));
      const isLower = objectives.every(({ threshold }) => threshold && !isUpperBound(threshold.op));
      if (!isUpper && !isLower) return undefined;
      return gauge(indicator.query, isUpper ? { good: low, bad: high } : { good: high, bad: low });
    }
  }
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
