import type { Timing } from '../kernel/timing';
import { maximumRunning, minimumHealthy } from './capacity';
import { failureThreshold } from './circuit-breaker';
import { IMPAIRED_AFTER, nextStartAt } from './restart-backoff';
import { occupies } from './task-life-cycle';
import { byExpendability, healthyAt, standingOf, type Standing } from './task-standing';
import type { Decision, Plan, ServiceView, TaskView } from './views';

type PlanTiming = Pick<Timing, 'healthyAfter' | 'restartBackoff' | 'restartBackoffMax'>;

/**
 * What to do with a service now. Applying the decisions and asking again soon comes to rest; between two looks the
 * scheduler itself never takes the service below its minimum nor above its maximum.
 */
export function plan(service: ServiceView, now: number, timing: PlanTiming): Plan {
  if (service.draining) return drain(service);
  const tripped = trip(service);
  if (tripped.length > 0) return { decisions: tripped, steady: false, impaired: false, blocked: false };

  const standing = (task: TaskView) => standingOf(task, timing.healthyAfter, now);
  const crowd = crowdOf(service, standing);
  const failures = service.primary.startFailures;
  const held = now < nextStartAt(failures, timing);
  const mayStart = !held && service.primary.rolloutState !== 'FAILED';
  const starting = mayStart ? start(service, crowd) : undefined;
  const stopping = stop(service, crowd, standing, mayStart, starting?.count ?? 0);
  const steady = isSteady(service, crowd);
  return {
    decisions: [
      ...(starting === undefined ? [] : [starting]),
      ...stopping,
      ...retire(service),
      ...(steady && service.primary.rolloutState === 'IN_PROGRESS'
        ? [{ kind: 'complete' as const, deploymentId: service.primary.id }]
        : []),
    ],
    steady,
    impaired: failures.count >= IMPAIRED_AFTER,
    blocked: isBlocked(service, crowd),
    wakeAt: wakeAt(crowd, held ? nextStartAt(failures, timing) : undefined, timing, now),
  };
}

/** The service's wanted tasks, sorted into what they are good for. */
interface Crowd {
  /** Pending and running tasks, also those that were told to stop a moment ago. */
  readonly occupied: number;
  readonly healthy: number;
  readonly primary: readonly TaskView[];
  readonly primaryUnhealthy: readonly TaskView[];
  readonly primaryHealthy: number;
  readonly older: readonly TaskView[];
  readonly all: readonly TaskView[];
}

function crowdOf(service: ServiceView, standing: (task: TaskView) => Standing): Crowd {
  const all = service.tasks.filter((task) => task.wanted && occupies(task.state));
  const primary = all.filter((task) => task.deploymentId === service.primary.id);
  return {
    occupied: service.tasks.filter((task) => occupies(task.state)).length,
    healthy: all.filter((task) => standing(task) === 'healthy').length,
    primary,
    primaryUnhealthy: primary.filter((task) => standing(task) === 'unhealthy'),
    primaryHealthy: primary.filter((task) => standing(task) === 'healthy').length,
    older: all.filter((task) => task.deploymentId !== service.primary.id),
    all,
  };
}

function drain(service: ServiceView): Plan {
  const taskIds = service.tasks.filter((task) => task.wanted).map((task) => task.id);
  return {
    decisions: taskIds.length === 0 ? [] : [{ kind: 'stop', taskIds, cause: 'deleting' }],
    steady: service.tasks.length === 0,
    impaired: false,
    blocked: false,
  };
}

/**
 * The circuit breaker: too many failed tasks end the deployment, and lead back where there is a way back. A deployment
 * that is itself the way back is not given up: it has worked before, so it is tried for as long as it takes.
 */
function trip(service: ServiceView): Decision[] {
  const { primary, circuitBreaker } = service;
  if (circuitBreaker === undefined || primary.rolloutState !== 'IN_PROGRESS') return [];
  if (primary.id === service.lastCompleted) return [];
  if (primary.failedTasks < failureThreshold(service.desiredCount, circuitBreaker.threshold)) return [];
  const failed: Decision = { kind: 'fail', deploymentId: primary.id };
  if (!circuitBreaker.rollback || service.lastCompleted === undefined) return [failed];
  return [failed, { kind: 'roll-back', from: primary.id, to: service.lastCompleted }];
}

/** An unhealthy task does not count towards the desired number: its replacement starts first, within the maximum. */
function start(service: ServiceView, crowd: Crowd): Extract<Decision, { kind: 'start' }> | undefined {
  const room = maximumRunning(service.desiredCount, service.maximumPercent) - crowd.occupied;
  const good = crowd.primary.length - crowd.primaryUnhealthy.length;
  const count = Math.min(room, service.desiredCount - good);
  if (count <= 0) return undefined;
  const missing = Math.max(0, service.desiredCount - crowd.primary.length);
  return { kind: 'start', deploymentId: service.primary.id, count, replacing: Math.max(0, count - missing) };
}

function stop(
  service: ServiceView,
  crowd: Crowd,
  standing: (task: TaskView) => Standing,
  mayStart: boolean,
  started: number,
): Decision[] {
  const needsRoom = mayStart ? roomNeeded(service, crowd, started) : 0;
  const unhealthy = unhealthyToStop(service, crowd, needsRoom);
  const good = crowd.primary.filter((task) => standing(task) !== 'unhealthy');
  const surplus = byExpendability(good, standing).slice(0, Math.max(0, good.length - service.desiredCount));
  const older = olderToStop(service, crowd, standing, Math.max(0, needsRoom - unhealthy.length));

  const scaling = withinMinimum(service, crowd, standing, [...surplus, ...older]);
  return [
    ...(unhealthy.length === 0 ? [] : [stopOf(unhealthy, 'unhealthy')]),
    ...(scaling.length === 0 ? [] : [stopOf(scaling, 'scaling')]),
  ];
}

/** How many tasks must go before the missing ones can start; those already on their way out make room by themselves. */
function roomNeeded(service: ServiceView, crowd: Crowd, started: number): number {
  const room = maximumRunning(service.desiredCount, service.maximumPercent) - crowd.occupied - started;
  const good = crowd.primary.length - crowd.primaryUnhealthy.length + started;
  const leaving = crowd.occupied - crowd.all.length;
  return room > 0 ? 0 : Math.max(0, service.desiredCount - good - leaving);
}

/** Unhealthy tasks go when healthy ones have taken their places, or when there is no room to start those. */
function unhealthyToStop(service: ServiceView, crowd: Crowd, needsRoom: number): readonly TaskView[] {
  const replaced = crowd.primaryHealthy + crowd.primaryUnhealthy.length - service.desiredCount;
  return crowd.primaryUnhealthy.slice(0, Math.max(0, replaced, needsRoom));
}

/** Older tasks go as newer ones become healthy, and earlier where the maximum leaves no room to start those. */
function olderToStop(
  service: ServiceView,
  crowd: Crowd,
  standing: (task: TaskView) => Standing,
  needsRoom: number,
): TaskView[] {
  if (service.primary.rolloutState === 'FAILED') return [];
  const stillNeeded = Math.max(0, service.desiredCount - crowd.primaryHealthy);
  const superseded = Math.max(0, crowd.older.length - stillNeeded);
  return byExpendability(crowd.older, standing).slice(0, Math.max(superseded, needsRoom));
}

/** Leaves out what would take the healthy tasks below the minimum. */
function withinMinimum(
  service: ServiceView,
  crowd: Crowd,
  standing: (task: TaskView) => Standing,
  candidates: readonly TaskView[],
): TaskView[] {
  let spare = crowd.healthy - minimumHealthy(service.desiredCount, service.minimumHealthyPercent);
  return candidates.filter((task) => {
    if (standing(task) !== 'healthy') return true;
    spare -= 1;
    return spare >= 0;
  });
}

function retire(service: ServiceView): Decision[] {
  return service.older
    .filter((deployment) => !service.tasks.some((task) => task.deploymentId === deployment.id))
    .map((deployment) => ({ kind: 'retire', deploymentId: deployment.id }));
}

function isSteady(service: ServiceView, crowd: Crowd): boolean {
  return (
    service.primary.rolloutState !== 'FAILED' &&
    crowd.older.length === 0 &&
    crowd.primary.length === service.desiredCount &&
    crowd.primaryHealthy === service.desiredCount
  );
}

/** Nothing may be stopped before something starts, and nothing may start: only another configuration can help. */
function isBlocked(service: ServiceView, crowd: Crowd): boolean {
  const { desiredCount, minimumHealthyPercent, maximumPercent } = service;
  const nothingBetween =
    maximumRunning(desiredCount, maximumPercent) <= minimumHealthy(desiredCount, minimumHealthyPercent);
  return nothingBetween && crowd.older.length > 0 && crowd.primary.length < desiredCount;
}

function wakeAt(crowd: Crowd, heldUntil: number | undefined, timing: PlanTiming, now: number): number | undefined {
  const times = crowd.all.map((task) => healthyAt(task, timing.healthyAfter));
  const future = [...times, ...(heldUntil === undefined ? [] : [heldUntil])].filter(
    (time) => time > now && Number.isFinite(time),
  );
  return future.length === 0 ? undefined : Math.min(...future);
}

function stopOf(tasks: readonly TaskView[], cause: 'unhealthy' | 'scaling'): Decision {
  return { kind: 'stop', taskIds: tasks.map((task) => task.id), cause };
}
