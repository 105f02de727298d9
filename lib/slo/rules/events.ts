import { durationText } from '../duration-text';
import type { Comparison, Objective, Sampling, Slo } from '../model';
import { objectiveLabel, RECORDED } from '../names';
import { parseSelector, rounded, selectorText, type Selector } from '../promql';
import { EVENT_COUNTER, increaseOver, selectObjective, selectSlo, SLICE_COUNTER, type CounterNames } from './counters';
import type { Rule } from './rule';

/**
 * The rules that count good and total events (or slices) in counters which only grow.
 *
 * Differences of such a counter are exact whatever the density of samples was, and cost two look-ups however long the
 * window is. What each target's own counters said is kept in `seen`: a counter that fell has been reset and counts from
 * zero, and a target that is new counts from its second evaluation on, as with `increase()`.
 */
export function eventRules(slo: Slo, sampling: Sampling): Rule[] {
  const { objectives, budgeting } = slo;
  const inSlices = budgeting.method !== 'Occurrences';
  const counter = inSlices ? SLICE_COUNTER : EVENT_COUNTER;
  return [
    ...objectives.flatMap((objective) =>
      isSampled(slo) ? sampledRules(slo, objective, counter.counter) : countedRules(slo, objective, counter.counter),
    ),
    startRule(slo, counter),
    ...(inSlices ? objectives.flatMap((objective) => sliceRules(slo, objective, sampling)) : []),
    ...(inSlices ? [startRule(slo, EVENT_COUNTER)] : []),
  ];
}

/** Whether an event is a look at a query, not something that a counter counted. */
export function isSampled({ indicator }: Slo): boolean {
  return indicator.kind === 'raw' || indicator.kind === 'threshold';
}

/** Where a counter begins: a sample only when there was none in the 5 minutes before. */
function startRule(slo: Slo, { counter, start }: CounterNames): Rule {
  return {
    record: start,
    labels: { slo: slo.name },
    expr: [
      `max by (objective, event) (${counter}{${selectSlo(slo)},source=""})`,
      `unless on (objective, event)`,
      `${counter}{${selectSlo(slo)}} offset 1s`,
    ].join('\n'),
  };
}

/** Counters that are summed for each target, so that a target's reset is seen, and a first error is not missed. */
function countedRules(slo: Slo, objective: Objective, counter: string): Rule[] {
  const { good, total } = cumulative(slo, objective);
  const seen = `${RECORDED.seen}{${selectObjective(slo, objective)}`;
  return [
    {
      record: RECORDED.seen,
      labels: labelsOf(slo, objective),
      expr: [
        `label_replace(${total}, "event", "total", "", "")`,
        `or`,
        `label_replace(${good}, "event", "good", "", "")`,
      ].join('\n'),
    },
    ...EVENTS.map((event) => ({
      record: counter,
      labels: { ...labelsOf(slo, objective), event },
      expr: `${before(slo, objective, counter, event)}\n+\n(${growth(seen, event)})`,
    })),
  ];
}

/** Each evaluation is an event: good by the share that the query tells, or by what it is compared with. */
function sampledRules(slo: Slo, objective: Objective, counter: string): Rule[] {
  const { good, total } = sampled(slo, objective);
  return EVENTS.map((event) => ({
    record: counter,
    labels: { ...labelsOf(slo, objective), event },
    expr: `${before(slo, objective, counter, event)}\n+\n(${event === 'good' ? good : total} or vector(0))`,
  }));
}

/** A slice is judged once, at the first evaluation after its end; one without events is neither good nor bad. */
function sliceRules(slo: Slo, objective: Objective, { evaluationSeconds }: Sampling): Rule[] {
  if (slo.budgeting.method === 'Occurrences') return [];
  const { sliceSeconds, method } = slo.budgeting;
  const over = (event: string) =>
    increaseOver(`${selectObjective(slo, objective)},event="${event}"`, sliceSeconds, SLICE_COUNTER);
  const ratio = `sum(${over('good')})\n/ (sum(${over('total')}) > 0)`;
  const good = method === 'RatioTimeslices' ? ratio : `(${ratio} >= bool ${rounded(objective.sliceTarget ?? 1)})`;
  const total = `(sum(${over('total')}) > bool 0)`;
  const atItsEnd = `and on () (vector(time()) % ${sliceSeconds} < ${evaluationSeconds})`;
  return EVENTS.map((event) => ({
    record: RECORDED.events,
    labels: { ...labelsOf(slo, objective), event },
    expr: [
      before(slo, objective, RECORDED.events, event),
      `+`,
      `(sum((${event === 'good' ? good : total}) ${atItsEnd}) or vector(0))`,
    ].join('\n'),
  }));
}

/**
 * The counter at the last evaluation. After a longer silence it goes on from its checkpoint; what was synthetic goes on
 * as live.
 */
function before(slo: Slo, objective: Objective, counter: string, event: string): string {
  const select = `{${selectObjective(slo, objective)},event="${event}"}`;
  const atLast = `max(${counter}${select} offset 1s)`;
  if (counter !== RECORDED.events) return `(${atLast} or vector(0))`;
  return `(${atLast} or max(max_over_time(${RECORDED.checkpoint}${select}[${CHECKPOINT_MEMORY}])) or vector(0))`;
}

/** What was added since the last evaluation, summed over targets. */
function growth(seen: string, event: string): string {
  const now = `${seen},event="${event}"}`;
  const last = (which: string) => `last_over_time(${seen},event="${which}"}[${TARGET_MEMORY}] offset 1s)`;
  return [
    `sum(`,
    `  ${now}`,
    `  - (${last(event)}`,
    `     unless on (job, instance, source) ${seen},event="total"} < ${last('total')})`,
    `  or`,
    `  ${now} and ${last(event)}`,
    `) or vector(0)`,
  ].join('\n');
}

interface GoodAndTotal {
  readonly good: string;
  readonly total: string;
}

/** Running totals for each target; good is zero where its series do not exist yet. */
function cumulative(slo: Slo, objective: Objective): GoodAndTotal {
  const { indicator } = slo;
  if (indicator.kind === 'ratio') {
    const total = perTarget(indicator.total);
    const events = `(${perTarget(indicator.events)} or ${total} * 0)`;
    return { total, good: indicator.numerator === 'good' ? events : `${total} - ${events}` };
  }
  if (indicator.kind === 'histogram') {
    const { op, value } = thresholdOf(objective);
    const { total, below } =
      indicator.form === 'classic' ? classic(indicator.query, value) : native(indicator.query, value);
    return { total, good: isUpperBound(op) ? below : `${total} - ${below}` };
  }
  throw new Error(`${indicator.kind} has no running totals`);
}

function classic(query: string, value: number): { total: string; below: string } {
  const selector = parseSelector(query) ?? { name: query, matchers: [] };
  const total = perTarget(selectorText({ ...selector, name: `${selector.name}_count` }));
  const bucket: Selector = {
    name: `${selector.name}_bucket`,
    matchers: [...selector.matchers, { label: 'le', op: '=~', value: bucketPattern(value) }],
  };
  return { total, below: `(${perTarget(selectorText(bucket))} or ${total} * 0)` };
}

/** Prometheus 3 writes the edge 1 as "1.0", earlier ones as "1". */
export function bucketPattern(value: number): string {
  const text = String(value).replaceAll('.', String.raw`\.`);
  return Number.isInteger(value) ? String.raw`${text}(\.0)?` : text;
}

/** Within a bucket that the threshold cuts, observations count as evenly spread. */
function native(query: string, value: number): { total: string; below: string } {
  const histogram = perTarget(query);
  const total = `histogram_count(${histogram})`;
  // Without an observation the fraction is NaN, which equals nothing.
  const below = `((histogram_fraction(-Inf, ${value}, ${histogram}) * ${total}) >= 0 or ${total} * 0)`;
  return { total, below };
}

function sampled({ indicator }: Slo, objective: Objective): GoodAndTotal {
  // NaN is greater than nothing: a query that says nothing is no event.
  if (indicator.kind === 'raw') {
    const value = `avg((${indicator.query}) >= 0)`;
    return {
      good: indicator.meaning === 'success' ? `clamp_max(${value}, 1)` : `1 - clamp_max(${value}, 1)`,
      total: `(${value} >= bool 0)`,
    };
  }
  if (indicator.kind !== 'threshold') throw new Error(`${indicator.kind} is not looked at from time to time`);
  const { op, value } = thresholdOf(objective);
  const query = `((${indicator.query}) >= -Inf)`;
  return { good: `count(${query} ${OPERATORS[op]} ${value})`, total: `count(${query})` };
}

const OPERATORS: Readonly<Record<Comparison, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' };

export function isUpperBound(op: Comparison): boolean {
  return op === 'lt' || op === 'lte';
}

function thresholdOf({ threshold }: Objective): { op: Comparison; value: number } {
  if (!threshold) throw new Error('a threshold indicator needs a threshold');
  return threshold;
}

function perTarget(query: string): string {
  return `sum by (job, instance, source) (${query})`;
}

export function labelsOf(slo: Slo, objective: Objective): Record<string, string> {
  return { slo: slo.name, objective: objectiveLabel(objective) };
}

export const EVENTS = ['total', 'good'] as const;

/** A target that is back within this time has been counting meanwhile; after it, it is a new one. */
const TARGET_MEMORY = durationText(3600);
const CHECKPOINT_MEMORY = durationText(31 * 86_400);
