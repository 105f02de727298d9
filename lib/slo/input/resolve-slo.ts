import type { AlertPolicy, Budgeting, Clock, Indicator, Objective, Problem, Slo } from '../model';
import type { Reference } from './definitions';
import type { ObjectiveDraft } from './kinds/objective';
import type { SliDraft } from './kinds/sli';
import type { ClassTarget, PolicyReference, SloDraft } from './kinds/slo';
import type { ObjectSet } from './object-set';
import type { Spot } from './place';
import type { PolicyResolver } from './resolve-policy';

export interface Resolver extends PolicyResolver {
  readonly objects: ObjectSet;
  readonly problems: Problem[];
}

/** An SLO with everything that it refers to; undefined after a problem was told, of it or of what it refers to. */
export function resolveSlo(draft: SloDraft, resolver: Resolver): Slo | undefined {
  const { objects, problems } = resolver;
  const before = problems.length;
  const tell = (spot: Spot, message: string) => problems.push({ ...spot, message });
  const service = draft.service && objects.find('Service', draft.service);
  const sli = draft.indicator && sliOf(draft.indicator, objects);
  const sources = sli?.sources.map((source) => objects.find('DataSource', source)) ?? [];
  const indicator = sli?.indicator;
  if (indicator && draft.method) checkMethod(indicator, draft.method, tell);
  if (indicator) checkThresholds(indicator, draft.objectives, tell);
  checkTargets(draft.objectives, tell);
  const budgeting = budgetingOf(draft, tell);
  const objectives = objectivesOf(draft, tell);
  const alertPolicies = policiesOf(draft, objectives, resolver);
  if (problems.length > before || !service || !indicator || !budgeting || sources.includes(undefined)) return undefined;
  if (!objectives || alertPolicies.length < draft.policies.length) return undefined;
  const { name, displayName, description, runbookUrl, labels, source } = draft;
  return {
    name,
    displayName,
    description,
    service: draft.service.name,
    indicator,
    budgeting,
    objectives,
    alertPolicies,
    runbookUrl,
    labels,
    source,
  };
}

function sliOf(reference: Reference<SliDraft>, objects: ObjectSet): SliDraft | undefined {
  return reference.by === 'name' ? objects.find('SLI', reference) : reference.value;
}

type Tell = (spot: Spot, message: string) => void;

/** Which indicators can be counted how. */
function checkMethod(indicator: Indicator, { name, spot }: NonNullable<SloDraft['method']>, tell: Tell): void {
  if (indicator.kind === 'raw' && name === 'Occurrences') {
    tell(spot, 'allowed with raw: Timeslices, RatioTimeslices; a ratio does not tell how many events it stands for');
  }
  if (indicator.kind === 'threshold' && name !== 'Timeslices') {
    tell(
      spot,
      'allowed with a thresholdMetric that is no histogram: Timeslices; a gauge is judged slice by slice, and a histogram has the annotation sre-slo-lab.dev/histogram',
    );
  }
}

function checkThresholds({ kind }: Indicator, objectives: readonly ObjectiveDraft[], tell: Tell): void {
  const hasThreshold = kind === 'histogram' || kind === 'threshold';
  for (const [index, { spot, spots, op, value }] of objectives.entries()) {
    const at = (key: string): Spot => ({ ...spot, path: `${spot.path}.${key}`, got: 'nothing' });
    if (!hasThreshold) {
      if (spots.op) tell(spots.op, 'only with a thresholdMetric; delete it');
      if (spots.value) tell(spots.value, 'only with a thresholdMetric; delete it');
      continue;
    }
    if (op === undefined && !spots.op) tell(at('op'), 'allowed with a thresholdMetric: lt, lte, gt, gte');
    if (value === undefined && !spots.value)
      tell(at('value'), 'allowed with a thresholdMetric: a number, the threshold');
    if (index > 0) {
      tell(
        spot,
        'allowed with a thresholdMetric: one objective; write an SLO for each threshold, with one indicatorRef',
      );
    }
  }
}

function checkTargets(objectives: readonly ObjectiveDraft[], tell: Tell): void {
  const first = new Map<number, string>();
  for (const { target, spot, spots } of objectives) {
    if (target === undefined) continue;
    const other = first.get(target);
    if (other === undefined) first.set(target, spot.path);
    else tell(spots.target, `allowed: each target once; ${other} promises the same`);
  }
}

function budgetingOf({ method, objectives }: SloDraft, tell: Tell): Budgeting | undefined {
  if (!method) return undefined;
  if (method.name === 'Occurrences') return { method: 'Occurrences' };
  const sliceSeconds = objectives[0]?.sliceSeconds;
  if (sliceSeconds === undefined) return undefined;
  for (const { sliceSeconds: other, spots } of objectives) {
    if (other === undefined || other === sliceSeconds || !spots.sliceSeconds) continue;
    const message = `allowed: ${sliceSeconds} s, as in ${objectives[0]!.spot.path}; an SLO is counted in slices of one length`;
    tell(spots.sliceSeconds, message);
  }
  return { method: method.name, sliceSeconds };
}

/**
 * The objectives with their clocks. A class target that differs from the objective's own makes an objective of its
 * own, which is on the class clock alone. Undefined when something is missing.
 */
function objectivesOf(draft: SloDraft, tell: Tell): Objective[] | undefined {
  const { window, classPeriodSeconds } = draft;
  if (draft.objectives.length === 0) return undefined;
  const classClock: Clock = { name: 'class', periodSeconds: classPeriodSeconds, calendar: undefined };
  const objectives: Objective[] = [];
  const ofClass: Objective[] = [];
  for (const [index, { displayName, target, op, value, sliceTarget, source }] of draft.objectives.entries()) {
    if (target === undefined || !window) continue;
    const threshold = op === undefined || value === undefined ? undefined : { op, value };
    const objective = { displayName, target, threshold, sliceTarget, source };
    const ownClass = draft.classTargets.find(({ objective: of }) => of === index);
    const isSame = ownClass?.target === target;
    objectives.push({ ...objective, clocks: [{ name: 'real', ...window }, ...(isSame ? [classClock] : [])] });
    if (ownClass && !isSame) ofClass.push({ ...objective, target: ownClass.target, clocks: [classClock] });
  }
  checkClassTargets(draft, tell);
  return objectives.length === draft.objectives.length ? [...objectives, ...ofClass] : undefined;
}

function checkClassTargets({ objectives, classTargets }: SloDraft, tell: Tell): void {
  const seen = new Map<number, ClassTarget>();
  for (const one of classTargets) {
    if (one.objective >= objectives.length) {
      const last = objectives.length - 1;
      tell(
        one.spot,
        `no such objective; allowed: objectives.0.class-target${last > 0 ? ` to objectives.${last}.class-target` : ''}`,
      );
      continue;
    }
    const twin = objectives.findIndex(({ target }, index) => target === one.target && index !== one.objective);
    if (twin !== -1) {
      tell(one.spot, `spec.objectives[${twin}] has this target; write objectives.${twin}.class-target instead`);
    }
    const other = seen.get(one.target);
    if (other)
      tell(one.spot, `allowed: each target once; objectives.${other.objective}.class-target promises the same`);
    seen.set(one.target, one);
  }
}

function policiesOf(draft: SloDraft, objectives: readonly Objective[] | undefined, resolver: Resolver): AlertPolicy[] {
  const names = new Set<string>();
  return draft.policies.flatMap((policy) => policyOf(policy, draft, objectives, names, resolver) ?? []);
}

function policyOf(
  { reference, spot }: PolicyReference,
  { window, classPeriodSeconds, namesClassTargets }: SloDraft,
  objectives: readonly Objective[] | undefined,
  names: Set<string>,
  { objects, resolvePolicy, problems }: Resolver,
): AlertPolicy | undefined {
  const policy = reference.by === 'name' ? objects.find('AlertPolicy', reference) : reference.value;
  if (names.has(reference.name)) problems.push({ ...spot, message: 'allowed: each alert policy once in an SLO' });
  names.add(reference.name);
  if (!policy || !window) return undefined;
  if (policy.clock === 'class' && objectives && !namesClassTargets) {
    const message = 'no objective is on the class clock; add an annotation objectives.<n>.class-target, or delete it';
    problems.push({ ...spot, message });
  }
  return resolvePolicy(policy, policy.clock === 'real' ? window.periodSeconds : classPeriodSeconds);
}
