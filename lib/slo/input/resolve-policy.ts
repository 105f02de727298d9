import type { AlertPolicy, Problem, Tier } from '../model';
import { rounded } from './common-types';
import type { ConditionDraft } from './kinds/alert-condition';
import type { PolicyDraft } from './kinds/alert-policy';
import type { ObjectSet } from './object-set';
import type { TierDraft } from './tier';

/** A tier of one condition has the Workbook's short window: a twelfth of the long one (SRE Workbook, chapter 5). */
const SHORT_WINDOWS = 12;

export interface PolicyResolver {
  /** An alert policy with its burn rates; undefined after a problem was told. */
  readonly resolvePolicy: (draft: PolicyDraft, periodSeconds: number) => AlertPolicy | undefined;
  /** Whether somebody asked for it yet. */
  readonly isResolved: (draft: PolicyDraft) => boolean;
}

/** Turns drafts into alert policies; each is looked at once for each period, however many SLOs name it. */
export function policyResolver(objects: ObjectSet, problems: Problem[]): PolicyResolver {
  const known = new Map<PolicyDraft, Map<number, AlertPolicy | undefined>>();
  return {
    isResolved: (draft) => known.has(draft),
    resolvePolicy(draft, periodSeconds) {
      const periods = known.get(draft) ?? new Map<number, AlertPolicy | undefined>();
      known.set(draft, periods);
      if (!periods.has(periodSeconds)) {
        periods.set(periodSeconds, resolvePolicy(draft, periodSeconds, objects, problems));
      }
      return periods.get(periodSeconds);
    },
  };
}

function resolvePolicy(
  draft: PolicyDraft,
  periodSeconds: number,
  objects: ObjectSet,
  problems: Problem[],
): AlertPolicy | undefined {
  const before = problems.length;
  const condition =
    draft.condition?.by === 'name' ? objects.find('AlertCondition', draft.condition) : draft.condition?.value;
  const notificationTargets = draft.targets.flatMap((target) => {
    if (target.by === 'value') return target.name;
    return objects.find('AlertNotificationTarget', target) ? target.name : [];
  });
  if (!condition) return undefined;
  const tiers =
    draft.tiers.length === 0
      ? [tierOf(condition)]
      : draft.tiers.map((tier) => resolveTier(tier, periodSeconds)).sort((one, other) => other.burnRate - one.burnRate);
  if (draft.tiers.length > 0) checkCondition(draft, periodSeconds, condition, tiers, problems);
  if (problems.length > before) return undefined;
  const { name, clock, source } = draft;
  return { name, clock, tiers, notificationTargets: [...new Set(notificationTargets)], source };
}

function resolveTier({ speed, spot, ...tier }: TierDraft, periodSeconds: number): Tier {
  const burnRate =
    'burnRate' in speed ? speed.burnRate : rounded((speed.budgetShare * periodSeconds) / tier.longSeconds);
  return { ...tier, burnRate, source: { file: spot.file, line: spot.line } };
}

function tierOf({ name, action, severity, burnRate, longSeconds, spot }: ConditionDraft): Tier {
  const shortSeconds = Math.max(1, Math.round(longSeconds / SHORT_WINDOWS));
  const source = { file: spot.file, line: spot.line };
  return { name, action, severity, burnRate, longSeconds, shortSeconds, keepFiringSeconds: 0, source };
}

/** Tools that know v1 alone read the condition: it must say what one of the tiers says. */
function checkCondition(
  { name }: PolicyDraft,
  periodSeconds: number,
  { burnRate, longSeconds, spot }: ConditionDraft,
  tiers: readonly Tier[],
  problems: Problem[],
): void {
  const isSame = (tier: Tier) => tier.longSeconds === longSeconds && Math.abs(tier.burnRate - burnRate) < 1e-9;
  if (tiers.some(isSame)) return;
  const allowed = tiers.map((tier) => `${tier.burnRate} over ${tier.longSeconds} s`).join(', ');
  const message = `allowed: a tier of AlertPolicy "${name}", for tools that know OpenSLO v1 alone; in a period of ${periodSeconds} s they are ${allowed}`;
  problems.push({ ...spot, got: `threshold ${burnRate} over ${longSeconds} s`, message });
}
