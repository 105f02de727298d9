import { CLOCK_TITLES } from '../slo/names';
import type { Clock } from '../slo/model';

/** What is left of one objective's budget. */
export interface BudgetLeft {
  readonly slo: string;
  readonly objective: string;
  readonly clock: Clock['name'];
  /** 1 is all of it; null when nobody could tell. */
  readonly left: number | null;
}

/** What something risky would take. */
export interface PlannedCost {
  readonly slo: string;
  readonly objective: string;
  readonly clock: Clock['name'];
  /** Share of the whole budget. */
  readonly spent: number;
}

/**
 * The error-budget policy (SRE Workbook, appendix B): who has no budget left releases nothing risky. Why it may not be, as
 * sentences with numbers; none when it may. A budget that nobody can tell is no permission.
 * @param costs what it would take; without them a budget is enough that is not gone
 */
export function refusalsOf(
  budgets: readonly BudgetLeft[],
  clock: Clock['name'],
  costs: readonly PlannedCost[] = [],
): string[] {
  const watched = budgets.filter((one) => one.clock === clock);
  const title = CLOCK_TITLES[clock];
  if (watched.length === 0) return [`nobody can tell the budgets of the ${title}: is Prometheus up?`];
  return watched.flatMap(({ slo, objective, left }) => {
    const name = `${slo} ${objective} (${title})`;
    if (left === null) return [`nobody can tell what is left of the budget of ${name}`];
    if (left <= 0) return [`the budget of ${name} is gone: ${leftText(left)}`];
    const cost = costs.find((one) => one.slo === slo && one.objective === objective && one.clock === clock);
    if (cost === undefined || cost.spent <= left) return [];
    return [`this would take ${percent(cost.spent)} of the budget of ${name}, and ${percent(left)} is left`];
  });
}

/** `34 % left`, `overspent by 34 %`. */
export function leftText(left: number): string {
  return left < 0 ? `overspent by ${percent(-left)}` : `${percent(left)} left`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
