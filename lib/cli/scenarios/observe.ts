import { APP_SERVICE } from '../../model/names';
import type { Facts, SeenAlert, Sight, Vantage } from '../../scenarios/index';
import { appTargets } from '../follow/milestones';
import type { Alert } from '../prometheus/api';
import type { SloState } from '../prometheus/slo-state';
import { runningTasks, type LabSnapshot } from '../snapshot/snapshot';
import { unsteadiness } from './steady';

/** What was seen of a run so far; times are seconds of the run. */
export interface Observation {
  readonly first: LabSnapshot;
  readonly last: LabSnapshot;
  /** By the labels of the alert. */
  readonly alerts: ReadonlyMap<string, SeenAlert>;
  readonly sees: ReadonlySet<Sight>;
  /** A service was seen between two revisions. */
  readonly hadRollout: boolean;
  /** Since when the lab has been steady; undefined while it is not. */
  readonly steadySince: number | undefined;
  /** The newest budgets that anybody could tell. */
  readonly slos: readonly SloState[];
}

export function beginObservation(first: LabSnapshot): Observation {
  return {
    first,
    last: first,
    alerts: new Map(),
    sees: new Set(),
    hadRollout: false,
    steadySince: 0,
    slos: first.slos ?? [],
  };
}

/** One more look, `at` seconds into the run. */
export function observe(before: Observation, now: LabSnapshot, at: number): Observation {
  const isSteady = unsteadiness(now).length === 0;
  const hadRollout = before.hadRollout || (now.services ?? []).some(({ deployments }) => deployments.length > 1);
  // Steady again, with the tasks of before: what was rolled out did not stay.
  const isRolledBack = hadRollout && isSteady && taskIds(now) === taskIds(before.first);
  return {
    first: before.first,
    last: now,
    alerts: alertsWith(before.alerts, now.alerts, before.first.alerts, at),
    sees: new Set([...before.sees, ...sightsIn(before.first, now), ...(isRolledBack ? ROLLED_BACK : [])]),
    hadRollout,
    steadySince: isSteady ? (before.steadySince ?? at) : undefined,
    slos: now.slos ?? before.slos,
  };
}

/** The observation as facts. @param end when the last step was over, in seconds of the run */
export function factsOf(
  { first, alerts, sees, steadySince, slos }: Observation,
  end: number,
  load: Facts['load'],
): Facts {
  const budgets = budgetsBetween(first.slos ?? [], slos);
  return {
    alerts: [...alerts.values()].sort((a, b) => a.firedAt - b.firedAt),
    budgets,
    recoverySeconds: steadySince === undefined ? null : Math.max(0, steadySince - end),
    sees: [...sees],
    seenBy: vantageOf(budgets),
    load,
  };
}

/** Those that began to fire in the run, and when they were over. What nobody can tell changes nothing. */
function alertsWith(
  before: ReadonlyMap<string, SeenAlert>,
  now: readonly Alert[] | null,
  atFirst: readonly Alert[] | null,
  at: number,
): ReadonlyMap<string, SeenAlert> {
  if (now === null) return before;
  const old = new Set((atFirst ?? []).filter(({ state }) => state === 'firing').map(keyOf));
  const alerts = new Map(before);
  const firing = new Map(now.filter(({ state }) => state === 'firing').map((alert) => [keyOf(alert), alert]));
  for (const [key, alert] of firing) {
    const known = alerts.get(key);
    if (known) alerts.set(key, { ...known, clearedAt: null });
    else if (!old.has(key)) alerts.set(key, seenAlert(alert, at));
  }
  for (const [key, alert] of alerts) {
    if (!firing.has(key) && alert.clearedAt === null) alerts.set(key, { ...alert, clearedAt: at });
  }
  return alerts;
}

function seenAlert({ name, labels, summary }: Alert, firedAt: number): SeenAlert {
  const clock = labels['clock'];
  return {
    alert: name,
    slo: labels['slo'] ?? null,
    objective: labels['objective'] ?? null,
    clock: clock === 'class' || clock === 'real' ? clock : null,
    tier: labels['tier'] ?? null,
    action: labels['action'] ?? null,
    severity: labels['severity'] ?? null,
    summary,
    firedAt,
    clearedAt: null,
  };
}

function keyOf({ labels }: Alert): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sightsIn(first: LabSnapshot, now: LabSnapshot): Sight[] {
  const sights: Sight[] = [];
  if (now.services !== null) {
    const running = runningTasks(now, APP_SERVICE);
    if (running.length === 0) sights.push('no-task');
    const old = new Set((first.services ?? []).flatMap(({ tasks }) => tasks.map(({ id }) => id)));
    const isReplaced = (service: string, tasks: readonly { readonly id: string; readonly lastStatus: string }[]) =>
      tasks.some(({ id, lastStatus }) => lastStatus === 'RUNNING' && !old.has(id)) &&
      runningTasks(first, service).some(({ id }) => !tasks.some((task) => task.id === id));
    if (now.services.some(({ name, tasks }) => isReplaced(name, tasks))) sights.push('task-replaced');
  }
  if (now.targets === null && first.targets !== null) sights.push('prometheus-gone');
  if (now.targets !== null && !appTargets(now).some(({ health }) => health === 'up')) sights.push('target-down');
  const changed = (now.discovery ?? []).some(({ name, addresses }) => {
    const before = addressesOf(first, name);
    return before !== '' && addresses.length > 0 && addresses.join() !== before;
  });
  if (changed) sights.push('address-changed');
  return sights;
}

function budgetsBetween(before: readonly SloState[], after: readonly SloState[]): Facts['budgets'] {
  return before.flatMap(({ slo, objective, clock, budgetLeft }) => {
    const now = after.find((one) => one.slo === slo && one.objective === objective && one.clock === clock);
    if (budgetLeft === null || now === undefined || now.budgetLeft === null) return [];
    return [{ slo, objective, clock, before: budgetLeft, after: now.budgetLeft, spent: budgetLeft - now.budgetLeft }];
  });
}

/** A probe that fails is 2.8 % of the class hour's budget at 99 %; of the app's own events, fewer than one in ten thousand are noise. */
const LEAST_OUTSIDE = 0.01;
const LEAST_INSIDE = 0.005;

function vantageOf(budgets: Facts['budgets']): Vantage {
  const spent = (isMeant: (slo: string) => boolean, least: number) =>
    budgets.some((one) => one.clock === 'class' && isMeant(one.slo) && one.spent > least);
  const outside = spent((slo) => slo === 'outside-in', LEAST_OUTSIDE);
  const inside = spent((slo) => slo !== 'outside-in', LEAST_INSIDE);
  if (outside && inside) return 'both';
  if (outside) return 'outside-in';
  return inside ? 'in-process' : 'nobody';
}

const ROLLED_BACK = ['deployment-rolled-back'] as const;

function taskIds(snapshot: LabSnapshot): string {
  return runningTasks(snapshot, APP_SERVICE)
    .map(({ id }) => id)
    .sort()
    .join();
}

function addressesOf({ discovery }: LabSnapshot, name: string): string {
  return discovery?.find((one) => one.name === name)?.addresses.join() ?? '';
}
