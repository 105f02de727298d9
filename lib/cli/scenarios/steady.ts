import type { Preconditions } from '../../scenarios/index';
import { CLOCK_TITLES } from '../../slo/names';
import { APP_SERVICE } from '../../model/names';
import { runningTasks, type LabSnapshot } from '../snapshot/snapshot';
import { isSteady, tasksNotUp } from '../status/steady';

/** What keeps the lab from being steady, as sentences: services at their counts, targets UP, no fault. None: it is. */
export function unsteadiness(snapshot: LabSnapshot): string[] {
  const { services, targets, prometheus, faults, problem } = snapshot;
  if (services === null) return [`the AWS API does not answer: ${problem ?? 'no reason given'}`];
  const busy = services.filter((service) => !isSteady(service)).map(serviceText);
  const down = targets === null ? undefined : tasksNotUp(services, targets);
  return [
    ...busy,
    ...(targets === null
      ? [prometheus === null ? 'no Prometheus runs' : `Prometheus at ${prometheus} does not answer`]
      : []),
    ...(targets !== null && down === undefined ? ['no task of the app runs'] : []),
    ...(down ?? []).map((address) => `target ${address} is not UP`),
    ...(faults ?? []).map(
      ({ id, task }) => `fault ${id} is on in task ${task.slice(0, 8)}; end it with "npx lab fault --off all"`,
    ),
  ];
}

/** What else a scenario asks for before it begins. */
export function unmet({ clock, tasks, budgets }: Preconditions, snapshot: LabSnapshot): string[] {
  const { alerts, slos, faults } = snapshot;
  const running = runningTasks(snapshot, APP_SERVICE).length;
  const loud = (alerts ?? []).filter(({ labels }) => labels['clock'] === clock);
  return [
    ...(faults === null ? ['the app does not tell its faults; does it want its token? Give it by --token'] : []),
    ...(tasks !== undefined && running !== tasks
      ? [`the app has ${running} tasks, and this needs ${tasks}; "npx lab scale ${tasks}" sets it`]
      : []),
    ...loud.map(
      ({ name, state, labels }) => `${name} of ${labels['slo'] ?? 'no SLO'} (${CLOCK_TITLES[clock]}) is ${state}`,
    ),
    ...budgets.flatMap((floor) => {
      const states = (slos ?? []).filter((one) => one.slo === floor.slo && one.clock === floor.clock);
      if (states.length === 0) return [`nobody can tell the budget of ${floor.slo} (${CLOCK_TITLES[floor.clock]}) yet`];
      return states
        .filter(({ budgetLeft }) => budgetLeft === null || budgetLeft < floor.share)
        .map(
          ({ objective, budgetLeft }) =>
            `${floor.slo} ${objective} (${CLOCK_TITLES[floor.clock]}) has ${percent(budgetLeft)} of its budget, and this needs ${percent(floor.share)}; ` +
            '"npx lab reset" begins a fresh hour',
        );
    }),
  ];
}

function serviceText({
  name,
  running,
  desired,
  pending,
  deployments,
}: NonNullable<LabSnapshot['services']>[number]): string {
  const rollout = deployments.length > 1 ? `, ${deployments.length} deployments` : '';
  return `${name} runs ${running} of ${desired} tasks${pending > 0 ? `, ${pending} pending` : ''}${rollout}`;
}

function percent(share: number | null): string {
  return share === null ? 'an unknown share' : `${Number((share * 100).toFixed(1))} %`;
}
