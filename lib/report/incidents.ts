import type { ReportFacts, TaskFacts } from './facts';
import { growthsOf, merged, stretchesOf, type Growth, type Series, type Stretch } from './series';

/** Bad requests, faults and task stops that lie no further apart than this are one incident. Seconds. */
export const QUIET_SECONDS = 60;

/** The service whose tasks users depend on. */
export interface IncidentOptions {
  /** The ECS service that serves users. */
  readonly service: string;
}

/** Something that was done to the service, or happened to it. */
export interface Disturbance extends Stretch {
  readonly kind: 'fault' | 'task';
  /** `error on every route`, `task 3f2a81bc` */
  readonly name: string;
  /** How strong a fault was at most; null for a task. */
  readonly strength: number | null;
  /** Why a task stopped, in ECS' words; null for a fault. */
  readonly reason: string | null;
  /** It was not over at the end of what was looked at. */
  readonly goesOn: boolean;
  /** It had begun before what was looked at. */
  readonly beganBefore: boolean;
}

/** One stretch in which an alert was pending, fired, or both. */
export interface AlertRun {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Null when it was never pending: burn alerts have no waiting time. */
  readonly pending: number | null;
  /** Null when it was only pending. */
  readonly firing: number | null;
  /** Null while it goes on. */
  readonly resolved: number | null;
  readonly beganBefore: boolean;
}

/** A kind of failed request: when which counter grew. */
export interface BadSignal {
  /** `availability 99.9%`, `server errors`, `failed probes` */
  readonly name: string;
  readonly growths: readonly Growth[];
}

/** What belongs together: one or more disturbances, bad requests, alerts. */
export interface Incident {
  /** From the first disturbance or bad request to the last. Seconds since 1970. */
  readonly core: Stretch;
  readonly disturbances: readonly Disturbance[];
  readonly alerts: readonly AlertRun[];
}

export interface Found {
  readonly incidents: readonly Incident[];
  /** Alerts that had begun before what was looked at, and that no incident explains. */
  readonly fromBefore: readonly AlertRun[];
  /** Stretches in which Prometheus evaluated nothing: what happened then is not known. */
  readonly gaps: readonly Stretch[];
}

/**
 * The incidents of a range. Disturbances and bad requests that lie together make one; an alert belongs to the last one
 * that began before it and lies within the alert's longest window; one without is an incident of its own. Bad
 * requests that nobody caused on purpose and no alert told of are no incident: the budget is there for them.
 */
export function findIncidents(facts: ReportFacts, { service }: IncidentOptions): Found {
  const gaps = gapsOf(facts);
  const disturbances = [...faultsOf(facts, gaps), ...stoppedTasksOf(facts, service)];
  const bad = badSignalsOf(facts).flatMap(({ growths }) => growths.map(({ at }) => ({ from: at, to: at })));
  const cores = merged([...merged(bad, QUIET_SECONDS), ...disturbances], QUIET_SECONDS);
  const alerts = alertRunsOf(facts, gaps);
  const owners = new Map(alerts.map((alert) => [alert, ownerOf(alert, cores)]));
  const orphans = alerts.filter((alert) => owners.get(alert) === undefined);
  const own = merged(
    orphans.filter(({ beganBefore }) => !beganBefore).map((alert) => spanOf(alert, facts.range.to)),
    QUIET_SECONDS,
  );
  const incidents = [
    ...cores.map((core) => ({
      core,
      disturbances: disturbances.filter((one) => isWithin(one, core)),
      alerts: alerts.filter((alert) => owners.get(alert) === core),
    })),
    ...own.map((core) => ({
      core,
      disturbances: [],
      alerts: orphans.filter((alert) => !alert.beganBefore && isWithin(spanOf(alert, facts.range.to), core)),
    })),
  ];
  return {
    incidents: incidents
      .filter((one) => one.disturbances.length > 0 || one.alerts.some(({ firing }) => firing !== null))
      .sort((a, b) => a.core.from - b.core.from),
    fromBefore: orphans.filter(({ beganBefore }) => beganBefore),
    gaps,
  };
}

/** Where evaluations are missing between the first and the last one that there was. */
function gapsOf({ series, range }: ReportFacts): Stretch[] {
  const times = series.evaluated.points.map(([time]) => time);
  return times.flatMap((time, index) => {
    const before = times[index - 1];
    return before !== undefined && time - before > range.step * 1.5 ? [{ from: before, to: time }] : [];
  });
}

function faultsOf({ series, range }: ReportFacts, gaps: readonly Stretch[]): Disturbance[] {
  return series.faults.flatMap((fault) =>
    stretchesOf(fault, range.step, gaps, (strength) => strength > 0).map((stretch) => ({
      ...stretch,
      kind: 'fault' as const,
      name: `${fault.labels['type'] ?? 'unknown'} on ${routeText(fault.labels['route'])}`,
      strength: Math.max(
        ...fault.points.filter(([time]) => time >= stretch.from && time <= stretch.to).map(([, value]) => value),
      ),
      reason: null,
      goesOn: range.to - stretch.to <= range.step * 1.5,
      beganBefore: stretch.from - range.from <= range.step * 0.5,
    })),
  );
}

function routeText(route: string | undefined): string {
  return route === undefined || route === '*' ? 'every route' : route;
}

/** What a deployment or a smaller count stops in order is no disturbance. */
function stoppedTasksOf({ tasks, range }: ReportFacts, service: string): Disturbance[] {
  return tasks.flatMap((task): Disturbance[] => {
    const stopped = task.stoppingAt ?? task.stoppedAt;
    if (task.service !== service || stopped === null || stopped < range.from || stopped > range.to) return [];
    if (!isFailure(task)) return [];
    const replacement = tasks
      .filter((other) => other.service === service && (other.createdAt ?? other.startedAt ?? 0) >= stopped - 1)
      .flatMap(({ startedAt }) => startedAt ?? [])
      .sort((a, b) => a - b)[0];
    return [
      {
        kind: 'task',
        name: `task ${task.id}`,
        strength: null,
        reason: [task.stopCode, task.stoppedReason].filter(Boolean).join(', ') || null,
        from: stopped,
        to: Math.min(replacement ?? range.to, range.to),
        goesOn: replacement === undefined,
        beganBefore: false,
      },
    ];
  });
}

const FAILURES = new Set([
  'EssentialContainerExited',
  'TaskFailedToStart',
  'UserInitiated',
  'SpotInterruption',
  'TerminationNotice',
]);

function isFailure({ stopCode, stoppedReason }: TaskFacts): boolean {
  return FAILURES.has(stopCode ?? '') || /health check/i.test(stoppedReason ?? '');
}

/** Everything that says that a user was not served, or not well. */
export function badSignalsOf({ series, range }: ReportFacts): BadSignal[] {
  const grown = (name: string, counters: readonly Series[], bornAfter = range.from + range.step): BadSignal => ({
    name,
    growths: counters.flatMap((one) => growthsOf(one, bornAfter)).sort((a, b) => a.at - b.at),
  });
  const slos = badEventsOf(series.events).map(({ slo, objective, series: bad }) =>
    grown(`${slo} ${objective}`, [bad], Infinity),
  );
  return [grown('server errors', series.failuresByStatus), grown('failed probes', series.probeFailures), ...slos];
}

/** Bad events of each objective: all less good, at each moment at which both are there. */
export function badEventsOf(
  events: readonly Series[],
): { readonly slo: string; readonly objective: string; readonly series: Series; readonly total: Series }[] {
  return events.flatMap((total) => {
    const { slo = '', objective = '', event } = total.labels;
    if (event !== 'total') return [];
    const good = events.find(
      ({ labels }) => labels['event'] === 'good' && labels['slo'] === slo && labels['objective'] === objective,
    );
    const goods = new Map(good?.points);
    const points = total.points.flatMap(([time, value]) => {
      const well = goods.get(time);
      // Sums of floats: what is less than a thousandth of an event is none.
      return well === undefined ? [] : [[time, Math.max(0, Math.round((value - well) * 1000) / 1000)] as const];
    });
    return [{ slo, objective, total, series: { labels: total.labels, points } }];
  });
}

function alertRunsOf({ series, range }: ReportFacts, gaps: readonly Stretch[]): AlertRun[] {
  const byAlert = new Map<string, { pending: Series | undefined; firing: Series | undefined }>();
  for (const one of series.alerts) {
    const { alertstate, ...labels } = one.labels;
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => a.localeCompare(b)));
    const known = byAlert.get(key) ?? { pending: undefined, firing: undefined };
    byAlert.set(key, alertstate === 'pending' ? { ...known, pending: one } : { ...known, firing: one });
  }
  return [...byAlert.values()].flatMap(({ pending, firing }) => {
    const labels = { ...(firing ?? pending)?.labels };
    delete labels['alertstate'];
    const waits = pending === undefined ? [] : stretchesOf(pending, range.step, gaps);
    const fires = firing === undefined ? [] : stretchesOf(firing, range.step, gaps);
    const run = (from: number, wait: Stretch | undefined, fire: Stretch | undefined): AlertRun => ({
      name: labels['alertname'] ?? 'unknown',
      labels,
      pending: wait?.from ?? null,
      firing: fire?.from ?? null,
      resolved: range.to - (fire ?? wait)!.to <= range.step * 1.5 ? null : (fire ?? wait)!.to + range.step,
      beganBefore: from - range.from <= range.step * 0.5,
    });
    const isBefore = (wait: Stretch, fire: Stretch) => fire.from >= wait.to && fire.from - wait.to <= range.step * 1.5;
    return [
      ...fires.map((fire) => {
        const wait = waits.find((one) => isBefore(one, fire));
        return run(wait?.from ?? fire.from, wait, fire);
      }),
      ...waits
        .filter((wait) => !fires.some((fire) => isBefore(wait, fire)))
        .map((wait) => run(wait.from, wait, undefined)),
    ];
  });
}

/** How far back an alert looks when it does not say: the longest window of the cause alerts. */
const DEFAULT_WINDOW_SECONDS = 300;

function ownerOf(alert: AlertRun, cores: readonly Stretch[]): Stretch | undefined {
  const { from } = spanOf(alert, Infinity);
  const window = windowSeconds(alert.labels['long_window'] ?? alert.labels['window']);
  // An evaluation may see bad events before the scrape that this range shows them at.
  return cores.findLast((core) => core.from <= from + 10 && from <= core.to + window);
}

function windowSeconds(window: string | undefined): number {
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
  const parts = [...(window ?? '').matchAll(/(\d+)([smhd])/g)];
  const seconds = parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0);
  return seconds > 0 ? seconds + 30 : DEFAULT_WINDOW_SECONDS + 30;
}

function spanOf({ pending, firing, resolved }: AlertRun, end: number): Stretch {
  return { from: pending ?? firing ?? 0, to: resolved ?? end };
}

function isWithin(inner: Stretch, outer: Stretch): boolean {
  return inner.from >= outer.from && inner.from <= outer.to;
}
