import type { Slo } from '../model';
import { objectiveLabel } from '../names';
import type { History } from './history';
import { sloEvents } from './slo-events';

/** What a history leaves of an objective's budget on the real clock. */
export interface BudgetLeft {
  readonly slo: string;
  readonly displayName: string;
  /** `99.9%` */
  readonly objective: string;
  /** 1 is all of it, 0 none, −0.34 overspent by 34 %. */
  readonly left: number;
}

/** Works out the budgets of every objective with a real clock, from the very samples that Prometheus gets. */
export function budgetsLeft(history: History, slos: readonly Slo[]): BudgetLeft[] {
  return slos.flatMap((slo) =>
    slo.objectives.flatMap((objective) => {
      const clock = objective.clocks.find(({ name }) => name === 'real');
      const events = sloEvents(history, slo, objective);
      if (!clock || !events) return [];
      const { times } = history.events;
      const last = times.length - 1;
      const first = times.findIndex((time) => time >= history.options.endSeconds - clock.periodSeconds);
      const total = events.total(last) - events.total(first);
      const bad = total - (events.good(last) - events.good(first));
      const left = total === 0 ? 1 : 1 - bad / total / (1 - objective.target);
      return [{ slo: slo.name, displayName: slo.displayName, objective: objectiveLabel(objective), left }];
    }),
  );
}
