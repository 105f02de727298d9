import { isKnown, type Known } from '../../lib/report/known';
import { reportOf, type IncidentReport } from '../../lib/report/incident-report';
import type { ReportFacts } from '../../lib/report/facts';
import {
  ackAt,
  alert,
  along,
  counter,
  END,
  events,
  flat,
  PAGE,
  partialFailure,
  quiet,
  quietFacts,
  T0,
  task,
  TICKET,
  withSeries,
} from './facts';

const report = (facts: ReportFacts) => reportOf(facts, { service: 'sre-app-service' });

function only(facts: ReportFacts): IncidentReport {
  const { incidents } = report(facts);
  expect(incidents).toHaveLength(1);
  return incidents[0]!;
}

/** Seconds after T0, or the reason. */
function moments(facts: ReportFacts): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries<Known<number>>({ ...only(facts).moments }).map(([name, moment]) => [
      name,
      isKnown(moment) ? moment.value - T0 : moment.why,
    ]),
  );
}

describe('the report of one incident', () => {
  it('has its moments, and why a moment is not known', () => {
    expect(moments(partialFailure())).toEqual({
      injected: 300,
      firstBad: 305,
      pending: 'no alert of this incident has a waiting time',
      firing: 340,
      acknowledged: 'nobody acknowledged it ("lab ack")',
      cleared: 420,
      lastBad: 420,
      resolved: 485,
    });
  });

  it('has the times to detect and to recover', () => {
    expect(only(partialFailure()).measures).toMatchObject({
      detect: { value: 40 },
      acknowledge: { value: null },
      recover: { value: 120 },
    });
  });

  it('counts what failed, in the service and from outside, by reason, most first', () => {
    const { failed } = only(partialFailure());
    // 120 s of 10 requests a second, and the margins around.
    expect(failed.inside).toMatchObject({ failed: 120, all: 1400 });
    expect(failed.inside.by.map(({ counts }) => counts)).toEqual([
      [['500', 120]],
      [
        ['/', 72],
        ['/api/users', 48],
      ],
      [['injected_fault', 120]],
    ]);
    expect(failed.outside).toMatchObject({ failed: 12, by: [{ counts: [['status', 12]] }] });
  });

  it('says what it took of a budget: bad events ÷ (events of the period × budget)', () => {
    expect(only(partialFailure()).budgets).toEqual([
      {
        slo: 'availability',
        title: 'Availability',
        objective: '99%',
        clock: 'class',
        badEvents: 120,
        spent: { value: 120 / 360 },
        predicted: { value: null, why: 'it was no run of "lab run"' },
        leftBefore: { value: 1 },
        leftAfter: { value: 1 - 120 / 360 },
      },
    ]);
  });

  it('does not guess a share when Prometheus does not say how many events there were', () => {
    const facts = partialFailure();
    const blind = { ...facts, objectives: facts.objectives.map((one) => ({ ...one, periodEvents: null })) };
    expect(only(blind).budgets[0]).toMatchObject({
      badEvents: 120,
      spent: { value: null, why: 'Prometheus does not say how many events the period has' },
    });
  });

  it('takes the prediction of the run that it was', () => {
    const run = {
      id: 'r1',
      scenario: 'partial-failure',
      title: 'Partial failure',
      cluster: 'SreSloLab',
      outcome: 'met',
      from: T0 + 290,
      to: T0 + 500,
      unpredicted: null,
      doubt: null,
      steps: [{ at: T0 + 299, text: 'done: error 10%' }],
      predicted: [{ slo: 'availability', objective: '99%', clock: 'class', spent: 0.3 }],
    };
    const incident = only({ ...partialFailure(), runs: [run] });
    expect(incident.budgets[0]?.predicted).toEqual({ value: 0.3 });
    expect(incident.timeline).toContainEqual(expect.objectContaining({ text: 'done: error 10%', source: 'lab run' }));
    expect(only({ ...partialFailure(), runs: [{ ...run, from: T0, to: T0 + 100 }] }).run).toBeNull();
    const sealed = { ...run, predicted: [], unpredicted: 'the run is blind, and not revealed yet' };
    expect(only({ ...partialFailure(), runs: [sealed] }).budgets[0]?.predicted).toEqual({
      value: null,
      why: 'the run is blind, and not revealed yet',
    });
  });

  it('knows when somebody acknowledged it, and takes no acknowledgement of another firing', () => {
    const acked = { ...partialFailure(), acks: [ackAt(360), ackAt(370, { by: 'ben' })] };
    expect(only(acked).measures.acknowledge).toEqual({ value: 20 });
    expect(only(acked).acks.map(({ by }) => by)).toEqual(['ana', 'ben']);
    const others = [ackAt(100), ackAt(900), ackAt(360, { slo: 'latency-200ms' }), ackAt(360, { clock: 'real' })];
    expect(only({ ...partialFailure(), acks: others }).acks).toEqual([]);
  });

  it('has the alerts in the order of their firing, and the highest severity of those that fired', () => {
    const facts = withSeries(partialFailure(), {
      alerts: [
        alert(TICKET, 380, 700),
        alert(PAGE, 340, 480),
        alert({ alertname: 'X', severity: 'P0' }, 330, 335, 'pending'),
      ],
    });
    const incident = only(facts);
    expect(incident.alerts.map(({ name }) => name)).toEqual(['X', PAGE.alertname, TICKET.alertname]);
    expect(incident.severity).toBe('P0');
    expect(moments(facts)).toMatchObject({ pending: 330, firing: 340, resolved: 485 });
  });

  it('says that an incident goes on, and gives it no end', () => {
    const facts = withSeries(partialFailure(), {
      faults: [along({ type: 'error', route: '/' }, (at) => (at >= 1700 ? 0.1 : 0))],
      alerts: [alert(PAGE, 1740, END)],
      failuresByStatus: [counter({ instance: 'a', http_status: '500' }, 5, 1700, END)],
      probeFailures: [],
      events: events((at) => Math.max(0, at - 1700)),
    });
    expect(moments(facts)).toMatchObject({
      injected: 1700,
      cleared: 'what broke it goes on',
      lastBad: 'there were failures within the last 60 s of what was looked at',
      resolved: 'a page still fires',
    });
  });

  it('says that a fault had begun before', () => {
    const facts = withSeries(partialFailure(), {
      faults: [along({ type: 'error', route: '*' }, (at) => (at <= 420 ? 0.1 : 0))],
    });
    expect(moments(facts)['injected']).toBe('it began before the time that this report is about');
  });

  it('is of a task that was killed, too: from its stop until its replacement runs', () => {
    const facts = {
      ...withSeries(quietFacts(), { probeFailures: [counter({ instance: 'p', reason: 'refused' }, 2, 600, 610)] }),
      tasks: [
        task('aaaa1111', { stoppingAt: T0 + 601, stoppedAt: T0 + 602, stopCode: 'EssentialContainerExited' }),
        task('bbbb2222', { createdAt: T0 + 603, startedAt: T0 + 612 }),
      ],
    };
    const incident = only(facts);
    expect(incident.title).toBe('task aaaa1111 stopped');
    expect(moments(facts)).toMatchObject({ injected: 601, cleared: 612, firing: 'no alert fired' });
    expect(incident.failed.inside.failed).toBe(0);
    expect(incident.timeline.map(({ text }) => text)).toContain(
      'task aaaa1111 of sre-app-service stopped: EssentialContainerExited',
    );
  });
});

describe('what is an incident', () => {
  it('is nothing in a lab in which nothing happens, nor bad requests that nobody was told of', () => {
    expect(report(quietFacts()).incidents).toEqual([]);
    const few = withSeries(quietFacts(), {
      failuresByStatus: [counter({ instance: 'a', http_status: '500' }, 1, 300, 310)],
    });
    expect(report(few).incidents).toEqual([]);
  });

  it('is none when a deployment replaces a task in order', () => {
    const stopped = task('aaaa1111', {
      stoppingAt: T0 + 600,
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by deployment',
    });
    expect(report({ ...quietFacts(), tasks: [stopped] }).incidents).toEqual([]);
    const unhealthy = { ...stopped, stoppedReason: 'Task failed container health checks' };
    expect(report({ ...quietFacts(), tasks: [unhealthy] }).incidents).toHaveLength(1);
  });

  it('is several when quiet lies between them, each with its own figures', () => {
    const fault = (at: number) => (at >= 300 && at <= 420) || (at >= 900 && at <= 960);
    const facts = withSeries(partialFailure(), {
      faults: [along({ type: 'error', route: '*' }, (at) => (fault(at) ? 0.1 : 0))],
      failuresByStatus: [
        along(
          { instance: 'a', http_status: '500' },
          (at) => Math.max(0, Math.min(at, 420) - 300) + Math.max(0, Math.min(at, 960) - 900),
        ),
      ],
      alerts: [{ ...PAGE }].flatMap((labels) => [
        {
          labels: alert(labels, 0, 0).labels,
          points: [...alert(labels, 340, 480).points, ...alert(labels, 920, 1000).points],
        },
      ]),
    });
    const { incidents, means } = report(facts);
    expect(incidents.map(({ number, failed }) => [number, failed.inside.failed])).toEqual([
      [1, 120],
      [2, 60],
    ]);
    expect(means.detect).toEqual({ value: 30 });
  });

  it('is an alert alone, when nothing else explains it', () => {
    const facts = withSeries(quietFacts(), {
      alerts: [alert({ alertname: 'MemoryAbove85Percent', severity: 'P1', action: 'ticket', window: '2m' }, 700, 800)],
    });
    expect(only(facts)).toMatchObject({ title: 'MemoryAbove85Percent', severity: 'P1' });
    expect(moments(facts)).toMatchObject({
      injected: 'no fault was set and no task failed, as far as Prometheus and ECS still know',
      firing: 700,
      firstBad: 'no request and no probe failed',
    });
  });

  it('is not an alert that had been on before, which is told apart', () => {
    const facts = withSeries(quietFacts(), { alerts: [alert(TICKET, 0, 200)] });
    expect(report(facts)).toMatchObject({
      incidents: [],
      fromBefore: [{ name: TICKET.alertname, resolved: T0 + 205 }],
    });
  });
});

describe('gaps', () => {
  it('of Prometheus are told, and an alert that was on at both ends is one', () => {
    const outage = (at: number) => at > 400 && at < 460;
    const withGap = (points: ReturnType<typeof alert>) => ({
      ...points,
      points: points.points.filter(([time]) => !outage(time - T0)),
    });
    const facts = withSeries(partialFailure(), {
      evaluated: withGap(flat({}, 3)),
      alerts: [withGap(alert(PAGE, 340, 480))],
    });
    expect(report(facts).gaps).toEqual([{ from: T0 + 400, to: T0 + 460 }]);
    expect(only(facts).alerts).toHaveLength(1);
  });

  it('at the beginning say since when there is data', () => {
    expect(report(withSeries(quietFacts(), { evaluated: flat({}, 3, 600) })).dataSince).toBe(T0 + 600);
    expect(report(withSeries(quietFacts(), { evaluated: { labels: {}, points: [] } })).dataSince).toBeNull();
  });

  it('do not make two million bad events of a counter that goes on from the synthetic month', () => {
    const late = events(() => 0).map((one) => ({ ...one, points: one.points.filter(([time]) => time >= T0 + 600) }));
    expect(report(withSeries(partialFailure(), { ...quiet(), events: late })).incidents).toEqual([]);
  });
});
