import { durationText } from '../duration-text';
import type { Comparison, Objective, Sampling, Slo } from '../model';
import { objectiveLabel, RECORDED } from '../names';
import { parseSelector, quoted, rounded, selectorText, type Selector } from '../promql';
import { EVENT_COUNTER, increaseOver, selectSlo, SLICE_COUNTER, type CounterNames } from './counters';
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
    ...(isSampled(slo)
      ? [sampledRule(slo, counter.counter)]
      : [...objectives.map((objective) => seenRule(slo, objective)), growRule(slo, counter.counter)]),
    startRule(slo, counter),
    ...(inSlices ? [...sliceRules(slo, sampling), startRule(slo, EVENT_COUNTER)] : []),
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
      `${counter}{${selectSlo(slo)},source=""}`,
      `unless on (objective, event)`,
      `${counter}{${selectSlo(slo)}} offset 1s`,
    ].join('\n'),
  };
}

/** Counters summed for each target, so that its reset is seen and a first error is not missed; both read at once. */
function seenRule(slo: Slo, objective: Objective): Rule {
  const { good, total } = cumulative(slo, objective);
  return {
    record: RECORDED.seen,
    labels: labelsOf(slo, objective),
    expr: [
      `label_replace(${total}, "event", "total", "", "")`,
      `or`,
      `label_replace(${good}, "event", "good", "", "")`,
    ].join('\n'),
  };
}

/** The counter at the last evaluation and what was added since, summed over targets. */
function growRule(slo: Slo, counter: string): Rule {
  const seen = (event = '') => `${RECORDED.seen}{${selectSlo(slo)}${event}}`;
  const last = (event = '') => `last_over_time(${seen(event)}[${TARGET_MEMORY}] offset 1s)`;
  const total = ',event="total"';
  return {
    record: counter,
    labels: { slo: slo.name },
    expr: [
      before(slo, counter),
      `+`,
      `(`,
      `  sum by (objective, event) (`,
      `    ${seen()}`,
      `    - (${last()}`,
      `       unless on (objective, job, instance, source) ${seen(total)} < ${last(total)})`,
      `    or`,
      `    ${seen()} and ${last()}`,
      `  )`,
      `  or ${zeros(slo)}`,
      `)`,
    ].join('\n'),
  };
}

/** Each evaluation is an event: good by the share that the query tells, or by what it is compared with. */
function sampledRule(slo: Slo, counter: string): Rule {
  const looks = slo.objectives.flatMap((objective) => {
    const { good, total } = sampled(slo, objective);
    return [labelled(`sum(${good})`, objective, 'good'), labelled(`sum(${total})`, objective, 'total')];
  });
  return {
    record: counter,
    labels: { slo: slo.name },
    expr: `${before(slo, counter)}\n+\n(\n  ${[...looks, zeros(slo)].join('\n  or ')}\n)`,
  };
}

/** A slice is judged once, at the first evaluation after its end; one without events is neither good nor bad. */
function sliceRules(slo: Slo, { evaluationSeconds }: Sampling): Rule[] {
  if (slo.budgeting.method === 'Occurrences') return [];
  const { sliceSeconds, method } = slo.budgeting;
  const inSlice = (event: string) => `${RECORDED.sliceIncrease}{${selectSlo(slo)},event="${event}"}`;
  const ratio = `${inSlice('good')} / ignoring (event) (${inSlice('total')} > 0)`;
  const goods = slo.objectives.map((objective) => {
    const ofObjective = ratio.replaceAll('{', `{objective=${quoted(objectiveLabel(objective))},`);
    return method === 'RatioTimeslices'
      ? ofObjective
      : `(${ofObjective}) >= bool ${rounded(objective.sliceTarget ?? 1)}`;
  });
  const judged = [
    ...goods.map((good) => `label_replace(${good}, "event", "good", "", "")`),
    `(${inSlice('total')} > bool 0)`,
  ];
  return [
    {
      record: RECORDED.sliceIncrease,
      labels: { slo: slo.name },
      expr: increaseOver(selectSlo(slo), sliceSeconds, SLICE_COUNTER),
    },
    {
      record: RECORDED.events,
      labels: { slo: slo.name },
      expr: [
        before(slo, RECORDED.events),
        `+`,
        `(`,
        `  sum by (objective, event) (`,
        `    (${judged.join('\n    or ')})`,
        `    and on () (vector(time()) % ${sliceSeconds} < ${evaluationSeconds})`,
        `  )`,
        `  or ${zeros(slo)}`,
        `)`,
      ].join('\n'),
    },
  ];
}

/**
 * The counters at the last evaluation. After a longer silence they go on from their checkpoint; what was synthetic goes
 * on as live.
 */
function before(slo: Slo, counter: string): string {
  const checkpoint = `max by (objective, event) (max_over_time(${RECORDED.checkpoint}{${selectSlo(slo)}}[${CHECKPOINT_MEMORY}]))`;
  return [
    `(`,
    `  max by (objective, event) (${counter}{${selectSlo(slo)}} offset 1s)`,
    ...(counter === RECORDED.events ? [`  or ${checkpoint}`] : []),
    `  or ${zeros(slo)}`,
    `)`,
  ].join('\n');
}

/** A zero for each counter, so that it exists from the first evaluation on. */
function zeros(slo: Slo): string {
  const all = slo.objectives.flatMap((objective) => EVENTS.map((event) => labelled('vector(0)', objective, event)));
  return all.join(' or ');
}

function labelled(vector: string, objective: Objective, event: (typeof EVENTS)[number]): string {
  const inObjective = `label_replace(${vector}, "objective", ${quoted(objectiveLabel(objective))}, "", "")`;
  return `label_replace(${inObjective}, "event", "${event}", "", "")`;
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
const TARGET_MEMORY = durationText(600);
const CHECKPOINT_MEMORY = durationText(31 * 86_400);
