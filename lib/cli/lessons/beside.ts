import { sloStatesOf } from '../prometheus/slo-state';
import { RECORDED, CLOCK_TITLES } from '../../slo/names';
import type { Lesson } from '../../lessons/model';
import { percent } from '../format/numbers';
import type { LiveLab } from './live-lab';

/** What the lab says while a lesson is read: the budgets that it spends, and what fires. */
export interface Beside {
  readonly budgets: readonly BudgetNow[];
  /** Names of burn alerts that fire, with their SLO. */
  readonly alerts: readonly string[];
}

export interface BudgetNow {
  readonly slo: string;
  readonly objective: string;
  readonly clock: 'real' | 'class';
  /** 1 is all of it; below 0 it is overspent. Null when nobody knows. */
  readonly left: number | null;
}

const FIRING = 'ALERTS{alertstate="firing",kind="burn"}';

/** Asks for the budgets of the lesson's costs; availability on the class hour when it has none. Undefined without an answer. */
export async function besideLesson({ cost }: Pick<Lesson, 'cost'>, lab: LiveLab): Promise<Beside | undefined> {
  const [samples, firing] = await Promise.all([
    lab.query(`{__name__=~"${RECORDED.sli}|${RECORDED.budgetLeft}",source=""}`),
    lab.query(FIRING),
  ]);
  if (!samples || !firing) return undefined;
  const states = sloStatesOf(samples);
  const asked = cost.length > 0 ? cost : [{ slo: 'availability', objective: '99%', clock: 'class' as const }];
  return {
    budgets: asked.map(({ slo, objective, clock }) => {
      const found = states.find((one) => one.slo === slo && one.objective === objective && one.clock === clock);
      return { slo, objective, clock, left: found?.budgetLeft ?? null };
    }),
    alerts: [...new Set(firing.map(({ labels }) => `${labels['alertname']} of ${labels['slo']}`))],
  };
}

/** One line for each budget, and one for alerts. */
export function besideText({ budgets, alerts }: Beside): string[] {
  return [
    ...budgets.map(
      ({ slo, objective, clock, left }) => `${slo} ${objective} on the ${CLOCK_TITLES[clock]}: ${leftText(left)}`,
    ),
    alerts.length === 0 ? 'no burn alert fires' : `fires: ${alerts.join(', ')}`,
  ];
}

function leftText(left: number | null): string {
  if (left === null) return 'budget not known yet';
  return left < 0 ? `budget overspent by ${percent(-left)}` : `${percent(left)} of the budget left`;
}
