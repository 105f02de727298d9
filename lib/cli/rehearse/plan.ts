import type { Lesson } from '../../lessons/index';
import { planOf, type PlanName } from '../../lessons/plan';
import { LabError } from '../../model/errors';
import type { Scenario } from '../../scenarios/index';

/** What is rehearsed. */
export interface Rehearsed {
  /** Null: every scenario there is. */
  readonly plan: PlanName | null;
  readonly scenarios: readonly PlannedScenario[];
  /** What is wrong with the plan, before anything has run. */
  readonly problems: readonly string[];
}

export interface PlannedScenario {
  readonly scenario: Scenario;
  /** What its lesson says that it spends, of the class hour; empty without a lesson. */
  readonly planned: readonly Share[];
}

/** A share of the class hour's budget: 0.14 is 14 %. */
export interface Share {
  readonly slo: string;
  readonly objective: string;
  readonly share: number;
}

/**
 * The scenarios of a plan in the order of its lessons, or all of them that this target has. Throws an `InvalidArgument` LabError for an id
 * that is not among them.
 */
export function rehearsed(
  scenarios: readonly Scenario[],
  lessons: readonly Lesson[],
  wanted: { readonly plan?: PlanName; readonly only?: readonly string[]; readonly target: 'local' | 'aws' },
): Rehearsed {
  const { plan, only, target } = wanted;
  const here = scenarios.filter(({ targets }) => targets.includes(target));
  const of = plan === undefined ? undefined : planOf(plan, lessons);
  const ids = of?.lessons.flatMap(({ scenario }) => scenario ?? []) ?? here.map(({ id }) => id);
  const known = [...new Set(ids)];
  const unknown = only?.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const what = plan === undefined ? 'scenario' : `scenario in the plan of ${plan} minutes`;
    throw new LabError(
      'InvalidArgument',
      `--only has "${unknown}"; there is no such ${what}; there are: ${known.join(', ')}`,
    );
  }
  const chosen = only ?? known;
  const found = chosen.map((id) => here.find((one) => one.id === id));
  const missing = chosen.filter((_id, index) => found[index] === undefined);
  return {
    plan: plan ?? null,
    scenarios: found.flatMap((scenario) => (scenario ? [{ scenario, planned: plannedBy(lessons, scenario.id) }] : [])),
    problems: [
      ...(of?.problems ?? []),
      ...missing.map((id) => `a lesson of the plan runs ${id}, and there is no such scenario for this target`),
    ],
  };
}

function plannedBy(lessons: readonly Lesson[], id: string): Share[] {
  const costs = lessons.find(({ scenario }) => scenario === id)?.cost ?? [];
  return costs
    .filter(({ clock }) => clock === 'class')
    .map(({ slo, objective, percent }) => ({ slo, objective, share: percent / 100 }));
}
