import type { Ack, FactSeries, ObjectiveFacts, ReportFacts, TaskFacts } from '../../lib/report/facts';
import type { Point, Series } from '../../lib/report/series';

/** Facts as Prometheus and ECS would tell them, written by hand: seconds from `T0`, a point every five. */
export const T0 = Date.parse('2026-11-21T12:00:00Z') / 1000;
export const STEP = 5;
export const END = 1_800;

/** A series of one value for each step in [from, to]. */
export function flat(labels: Record<string, string>, value: number, from = 0, to = END): Series {
  return along(labels, () => value, from, to);
}

export function along(
  labels: Record<string, string>,
  valueAt: (seconds: number) => number,
  from = 0,
  to = END,
): Series {
  const points: Point[] = [];
  for (let at = from; at <= to; at += STEP) points.push([T0 + at, valueAt(at)]);
  return { labels, points };
}

/** A counter that grows by `perStep` at every step in (from, to], and stands still before and after. */
export function counter(labels: Record<string, string>, perStep: number, from = 0, to = END, start = 0): Series {
  return along(labels, (at) => start + (Math.max(0, Math.min(at, to) - from) / STEP) * perStep);
}

export function alert(
  labels: Record<string, string>,
  from: number,
  to: number,
  state: 'firing' | 'pending' = 'firing',
): Series {
  return flat({ __name__: 'ALERTS', alertstate: state, ...labels }, 1, from, to);
}

export const PAGE = {
  alertname: 'SloBurnClassHourPageFast',
  kind: 'burn',
  action: 'page',
  severity: 'P0',
  slo: 'availability',
  objective: '99%',
  clock: 'class',
  long_window: '1m',
};
export const TICKET = {
  ...PAGE,
  alertname: 'SloBurnClassHourTicketFast',
  action: 'ticket',
  severity: 'P2',
  long_window: '8m',
};

const OBJECTIVE: ObjectiveFacts = {
  slo: 'availability',
  title: 'Availability',
  objective: '99%',
  clock: 'class',
  budget: 0.01,
  periodEvents: 36_000,
};

/** Ten requests a second; from 300 to 420 s one in ten fails by a fault, and a page fires from 340 to 480 s. */
export function partialFailure(): ReportFacts {
  return {
    cluster: 'SreSloLab',
    endpoint: 'http://127.0.0.1:4566',
    range: { from: T0, to: T0 + END, step: STEP },
    series: {
      ...quiet(),
      faults: [along({ type: 'error', route: '*' }, (at) => (at >= 300 && at <= 420 ? 0.1 : 0))],
      alerts: [alert(PAGE, 340, 480)],
      failuresByStatus: [counter({ instance: 'a', http_status: '500' }, 5, 300, 420)],
      failuresByRoute: [
        counter({ instance: 'a', route: '/' }, 3, 300, 420),
        counter({ instance: 'a', route: '/api/users' }, 2, 300, 420),
      ],
      errorTypes: [counter({ instance: 'a', error_type: 'injected_fault' }, 5, 300, 420)],
      probeFailures: [counter({ instance: 'p', reason: 'status' }, 0.5, 300, 420)],
      events: events((at) => (Math.max(0, Math.min(at, 420) - 300) / STEP) * 5),
      budgetLeft: [
        along({ slo: 'availability', objective: '99%', clock: 'class' }, (at) =>
          at < 300 ? 1 : 1 - (Math.min(at, 420) - 300) / 360,
        ),
      ],
      errorRatios: [
        along({ slo: 'availability', objective: '99%', window: '20s' }, (at) => (at > 300 && at <= 440 ? 0.1 : 0)),
      ],
    },
    objectives: [OBJECTIVE],
    acks: [],
    services: [],
    tasks: [],
    runs: [],
  };
}

/** A lab in which nothing happens. */
export function quietFacts(): ReportFacts {
  return { ...partialFailure(), series: quiet() };
}

export function quiet(): FactSeries {
  return {
    evaluated: flat({}, 3),
    faults: [flat({ type: 'error', route: '*' }, 0)],
    alerts: [],
    requests: [counter({ instance: 'a' }, 50)],
    failuresByStatus: [],
    failuresByRoute: [],
    errorTypes: [],
    probes: [counter({ instance: 'p' }, 5)],
    probeFailures: [],
    events: events(() => 0),
    budgetLeft: [],
    errorRatios: [],
    targets: [flat({ instance: '10.0.0.4:5000' }, 1)],
  };
}

/** The rules' counters go on from a month of history: two million events. */
export function events(bad: (at: number) => number): Series[] {
  const labels = { slo: 'availability', objective: '99%' };
  const total = (at: number) => 2_000_000 + at * 10;
  return [
    along({ ...labels, event: 'total' }, total),
    along({ ...labels, event: 'good' }, (at) => total(at) - 700 - bad(at)),
  ];
}

export function withSeries(facts: ReportFacts, series: Partial<FactSeries>): ReportFacts {
  return { ...facts, series: { ...facts.series, ...series } };
}

export function ackAt(seconds: number, change: Partial<Ack> = {}): Ack {
  return {
    at: new Date((T0 + seconds) * 1000).toISOString(),
    by: 'ana',
    note: null,
    cluster: 'SreSloLab',
    alert: PAGE.alertname,
    severity: 'P0',
    slo: 'availability',
    objective: '99%',
    clock: 'class',
    activeAt: new Date((T0 + 338) * 1000).toISOString(),
    ...change,
  };
}

export function task(id: string, change: Partial<TaskFacts> = {}): TaskFacts {
  return {
    id,
    service: 'sre-app-service',
    createdAt: null,
    startedAt: null,
    stoppingAt: null,
    stoppedAt: null,
    stopCode: null,
    stoppedReason: null,
    ...change,
  };
}
