import { durationText } from '../duration-text';
import type { Comparison, Objective, Sampling, Slo } from '../model';
import { objectiveLabel, RECORDED } from '../names';
import { parseSelector, quoted, rounded, selectorText, type Selector } from '../promql';
import { EVENT_COUNTER, increaseOver, selectSlo, selectSlos, SLICE_COUNTER, type CounterNames } from './counters';
import type { Rule } from './rule';

/**
 * The rules that count good and total events (or slices) in counters which only grow.
 *
 * Differences of such a counter are exact whatever the density of samples was, and cost two look-ups however long the
 * window is. What each target's own counters said is kept in `seen`: a counter that fell has been reset and counts from
 * zero, and a target that is new counts from its second evaluation on, as with `increase()`.
 */
export function eventRules(slos: readonly Slo[], sampling: Sampling): Rule[] {
  const counted = slos.filter((slo) => !isSampled(slo));
  const sliced = slos.filter(isSliced);
  return [
    ...slos.flatMap((slo) => slo.objectives.map((objective) => budgetConstant(slo, objective))),
    ...counted.flatMap((slo) => slo.objectives.map((objective) => seenRule(slo, objective))),
    ...growRules(
      counted.filter((slo) => !isSliced(slo)),
      EVENT_COUNTER,
    ),
    ...growRules(counted.filter(isSliced), SLICE_COUNTER),
    ...slos.filter(isSampled).map((slo) => sampledRule(slo, isSliced(slo) ? SLICE_COUNTER : EVENT_COUNTER)),
    ...startRules(sliced, SLICE_COUNTER),
    ...sliced.flatMap((slo) => sliceRules(slo, sampling)),
    ...startRules(slos, EVENT_COUNTER),
  ];
}

/** Whether the budget is counted in slices of time, each good or bad. */
function isSliced({ budgeting }: Slo): boolean {
  return budgeting.method !== 'Occurrences';
}

/** Whether an event is a look at a query, not something that a counter counted. */
export function isSampled({ indicator }: Slo): boolean {
  return indicator.kind === 'raw' || indicator.kind === 'threshold';
}

/** Where a counter begins: a sample only when there was none in the 5 minutes before. */
function startRules(slos: readonly Slo[], { counter, start }: CounterNames): Rule[] {
  if (slos.length === 0) return [];
  const select = selectSlos(slos);
  return [
    {
      record: start,
      labels: {},
      expr: [
        `${counter}{${select},source=""}`,
        `unless on (slo, objective, event)`,
        `${counter}{${select}} offset 1s`,
      ].join('\n'),
    },
  ];
}

/** What the budget is divided by, and the proof that the objective exists: see `zeros`. */
function budgetConstant(slo: Slo, objective: Objective): Rule {
  return {
    record: RECORDED.budget,
    labels: labelsOf(slo, objective),
    expr: `vector(${rounded(1 - objective.target)})`,
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
function growRules(slos: readonly Slo[], { counter }: CounterNames): Rule[] {
  if (slos.length === 0) return [];
  const seen = (event = '') => `${RECORDED.seen}{${selectSlos(slos)}${event}}`;
  const last = (event = '') => `last_over_time(${seen(event)}[${TARGET_MEMORY}] offset 1s)`;
  const total = ',event="total"';
  const expr = [
    before(slos, counter),
    `+`,
    `(`,
    `  sum by (slo, objective, event) (`,
    `    ${seen()}`,
    `    - (${last()}`,
    `       unless on (slo, objective, job, instance, source) ${seen(total)} < ${last(total)})`,
    `    or`,
    `    ${seen()} and ${last()}`,
    `  )`,
    `  or ${zeros(slos)}`,
    `)`,
  ].join('\n');
  return [{ record: counter, labels: {}, expr }];
}

/** Each evaluation is an event: good by the share that the query tells, or by what it is compared with. */
function sampledRule(slo: Slo, { counter }: CounterNames): Rule {
  const looks = slo.objectives.flatMap((objective) => {
    const { good, total } = sampled(slo, objective);
    return [labelled(`sum(${good})`, slo, objective, 'good'), labelled(`sum(${total})`, slo, objective, 'total')];
  });
  return {
    record: counter,
    labels: { slo: slo.name },
    expr: `${before([slo], counter)}\n+\n(\n  ${[...looks, zeros([slo])].join('\n  or ')}\n)`,
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
        before([slo], RECORDED.events),
        `+`,
        `(`,
        `  sum by (slo, objective, event) (`,
        `    (${judged.join('\n    or ')})`,
        `    and on () (vector(time()) % ${sliceSeconds} < ${evaluationSeconds})`,
        `  )`,
        `  or ${zeros([slo])}`,
        `)`,
      ].join('\n'),
    },
  ];
}

/**
 * The counters at the last evaluation. After a longer silence they go on from their checkpoint; what was synthetic goes
 * on as live.
 */
function before(slos: readonly Slo[], counter: string): string {
  const select = selectSlos(slos);
  const checkpoint = `max by (slo, objective, event) (max_over_time(${RECORDED.checkpoint}{${select}}[${CHECKPOINT_MEMORY}]))`;
  return [
    `(`,
    `  max by (slo, objective, event) (${counter}{${select}} offset 1s)`,
    ...(counter === RECORDED.events ? [`  or ${checkpoint}`] : []),
    `  or ${zeros(slos)}`,
    `)`,
  ].join('\n');
}

/** A zero for each counter, so that it exists from the first evaluation on: every objective has a budget. */
function zeros(slos: readonly Slo[]): string {
  const zero = `${RECORDED.budget}{${selectSlos(slos)}} * 0`;
  return EVENTS.map((event) => `label_replace(${zero}, "event", "${event}", "", "")`).join(' or ');
}

function labelled(vector: string, slo: Slo, objective: Objective, event: (typeof EVENTS)[number]): string {
  return Object.entries({ ...labelsOf(slo, objective), event }).reduce(
    (inner, [label, value]) => `label_replace(${inner}, "${label}", ${quoted(value)}, "", "")`,
    vector,
  );
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
