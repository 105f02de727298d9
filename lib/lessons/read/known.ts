import type { Slo } from '../../slo/model';
import { objectiveLabel } from '../../slo/names';

/** What lessons may refer to. */
export interface Known {
  readonly slos: readonly Slo[];
  /** Ids of scenarios. */
  readonly scenarios: readonly string[];
  /** Files of cases, by their path below `docs/lessons`. */
  readonly cases: readonly string[];
}

/** The labels of an SLO's objectives that a clock counts: `99%`. */
export function objectivesOn({ objectives }: Slo, clock: string): string[] {
  return objectives.filter(({ clocks }) => clocks.some(({ name }) => name === clock)).map(objectiveLabel);
}

/** The names of the tiers that alert for an SLO on a clock. */
export function tiersOn({ alertPolicies }: Slo, clock: string): string[] {
  return alertPolicies.filter((policy) => policy.clock === clock).flatMap(({ tiers }) => tiers.map(({ name }) => name));
}
