import { playIncident, type IncidentOutcome } from './incident';
import type { Clock, Sampling, Slo, Tier } from './model';
import { objectiveLabel } from './names';
import { rounded } from './promql';
import { budgetShare, leastBadEvents } from './rules/burn-alerts';
import { tiersOf } from './rules/windows';

/** The arithmetic of one tier for one objective. Times in seconds, shares from 0 to 1. */
export interface TierArithmetic {
  readonly tier: Tier['name'];
  readonly action: Tier['action'];
  readonly severity: Tier['severity'];
  readonly longSeconds: number;
  readonly shortSeconds: number;
  readonly burnRate: number;
  readonly budgetShare: number;
  /** B × (1 − target): the error ratio above which it fires. */
  readonly threshold: number;
  /** (1 − target) ÷ e × long × B, for each error ratio that can reach it; undefined for one that cannot. */
  readonly firesAfter: readonly { readonly errorRatio: number; readonly seconds: number | undefined }[];
  /** short × (1 − B (1 − target) ÷ e) after everything was bad: how long it stays on after the fix. */
  readonly resetsAfterOutageSeconds: number;
  /** Events a second with which the short window has five bad events at the threshold; below, chance decides. */
  readonly eventsPerSecondNeeded: number;
}

export interface ObjectiveArithmetic {
  readonly objective: string;
  readonly target: number;
  readonly clock: Clock['name'];
  readonly periodSeconds: number;
  /** 1 − target. */
  readonly budget: number;
  /** Events in a period, and how many of them may be bad, at the given rate. */
  readonly events: number;
  readonly allowedBad: number;
  /** How long everything may be bad before the budget is spent. */
  readonly outageSeconds: number;
  readonly tiers: readonly TierArithmetic[];
}

export interface Explanation {
  readonly slo: string;
  readonly displayName: string;
  readonly description: string;
  readonly method: Slo['budgeting']['method'];
  readonly eventsPerSecond: number;
  readonly leastBadEvents: number;
  readonly objectives: readonly ObjectiveArithmetic[];
  /** What happens in an example incident, until the last alert is off. */
  readonly example: { readonly errorRatio: number; readonly seconds: number; readonly outcome: IncidentOutcome };
}

/** Error ratios that a lesson uses. */
const RATIOS = [1, 0.2, 0.1, 0.05, 0.02] as const;
const EXAMPLE = { errorRatio: 0.1, seconds: 600 } as const;
const LEAST_EXPECTED_BAD = 5;

/** The numbers behind an SLO's alerts (SRE Workbook, chapter 5), at `eventsPerSecond`. */
export function explain(slo: Slo, eventsPerSecond: number, sampling: Sampling): Explanation {
  const { name, displayName, description, budgeting, objectives } = slo;
  const incident = { ...EXAMPLE, eventsPerSecond, historySeconds: undefined };
  return {
    slo: name,
    displayName,
    description,
    method: budgeting.method,
    eventsPerSecond,
    leastBadEvents: leastBadEvents(slo),
    objectives: objectives.flatMap((objective) =>
      objective.clocks.map((clock) => {
        const budget = rounded(1 - objective.target);
        const perSecond = budgeting.method === 'Occurrences' ? eventsPerSecond : 1 / budgeting.sliceSeconds;
        const events = clock.periodSeconds * perSecond;
        return {
          objective: objectiveLabel(objective),
          target: objective.target,
          clock: clock.name,
          periodSeconds: clock.periodSeconds,
          budget,
          events,
          allowedBad: rounded(events * budget),
          outageSeconds: rounded(clock.periodSeconds * budget),
          tiers: tiersOf(slo, clock.name).map((tier) => arithmetic(tier, budget, clock)),
        };
      }),
    ),
    example: { ...EXAMPLE, outcome: playIncident(slo, incident, sampling) },
  };
}

function arithmetic(tier: Tier, budget: number, clock: Clock): TierArithmetic {
  const { name, action, severity, longSeconds, shortSeconds, burnRate } = tier;
  const threshold = rounded(burnRate * budget);
  return {
    tier: name,
    action,
    severity,
    longSeconds,
    shortSeconds,
    burnRate,
    budgetShare: budgetShare(tier, clock),
    threshold,
    firesAfter: RATIOS.map((errorRatio) => ({
      errorRatio,
      seconds: errorRatio > threshold ? rounded((threshold * longSeconds) / errorRatio) : undefined,
    })),
    resetsAfterOutageSeconds: rounded(shortSeconds * (1 - threshold)) + tier.keepFiringSeconds,
    eventsPerSecondNeeded: Math.ceil((LEAST_EXPECTED_BAD / shortSeconds / threshold) * 10) / 10,
  };
}
