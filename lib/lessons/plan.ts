import type { BudgetCost, Lesson } from './model';

/** The lengths of a class, in minutes: the core lessons, or all of them. */
export const PLANS = [60, 90] as const;
export type PlanName = (typeof PLANS)[number];

/** No plan spends more than this share of a budget, in percent: something must be left for what nobody planned. */
export const MOST_PERCENT = 80;

/** What a class does. */
export interface Plan {
  readonly name: PlanName;
  readonly lessons: readonly Lesson[];
  readonly minutes: number;
  /** What it spends of each budget, the most expensive first. */
  readonly costs: readonly BudgetCost[];
  /** What is wrong with it; empty when it can be held. */
  readonly problems: readonly string[];
}

/** The lessons of a plan, with their sums. */
export function planOf(name: PlanName, all: readonly Lesson[]): Plan {
  const lessons = all.filter(({ core }) => core || name === 90);
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const costs = sumOf(lessons);
  const problems = [
    ...(minutes > name
      ? [`the lessons take ${minutes} minutes; allowed: ${name}; shorten one, or take it out of the plan`]
      : []),
    ...costs
      .filter(({ percent }) => percent >= MOST_PERCENT)
      .map(
        ({ slo, objective, clock, percent }) =>
          `the lessons spend ${percent} % of the budget of ${slo} at ${objective} on the clock ${clock}; allowed: below ${MOST_PERCENT} %`,
      ),
  ];
  return { name, lessons, minutes, costs, problems };
}

function sumOf(lessons: readonly Lesson[]): BudgetCost[] {
  const sums = new Map<string, BudgetCost>();
  for (const one of lessons.flatMap(({ cost }) => cost)) {
    const key = [one.slo, one.objective, one.clock].join(' ');
    const percent = (sums.get(key)?.percent ?? 0) + one.percent;
    sums.set(key, { ...one, percent: Number(percent.toPrecision(6)) });
  }
  return [...sums.values()].sort((one, other) => other.percent - one.percent);
}
