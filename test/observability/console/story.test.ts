import { alertView } from '../../../observability/console/src/collect/alerts';
import {
  alertChanges,
  dnsChanges,
  faultChanges,
  serviceEvents,
  targetChanges,
} from '../../../observability/console/src/story/changes';
import { pastEvents } from '../../../observability/console/src/story/past';
import { inWords, sentenceOf } from '../../../observability/console/src/story/sentence';
import { createTimeline } from '../../../observability/console/src/story/timeline';
import type { AlertView, TargetView } from '../../../observability/console/src/snapshot';

const titles = (events: readonly { readonly title: string }[]) => events.map(({ title }) => title);

describe('the sentence about a budget', () => {
  const NUMBERS = { budgetLeft: 0.5, rate: 6, secondsLeft: 840, window: '1m' };

  it.each([
    [{}, 'At this rate the budget is gone in 14 minutes.'],
    [{ rate: 0, secondsLeft: Infinity }, 'Nothing has failed in the last 1m: the budget holds.'],
    [{ rate: 0.8 }, 'It burns no faster than allowed: at this rate the budget lasts the whole period.'],
    [{ budgetLeft: -0.34 }, 'The budget is overspent by 34 %, and it burns on.'],
    [{ budgetLeft: -0.34, rate: 0 }, 'The budget is overspent by 34 %; nothing has failed in the last 1m.'],
    [{ secondsLeft: null }, 'It burns faster than allowed.'],
    [{ budgetLeft: null }, 'Prometheus has no numbers for this objective yet.'],
  ])('%j', (changed, sentence) => {
    expect(sentenceOf({ ...NUMBERS, ...changed })).toBe(sentence);
  });

  it('says a time in the unit that people say', () => {
    expect([0.2, 1, 59, 90, 840, 5_400, 86_400, 250_000].map(inWords)).toEqual([
      '1 second',
      '1 second',
      '59 seconds',
      '2 minutes',
      '14 minutes',
      '2 hours',
      '24 hours',
      '3 days',
    ]);
  });
});

describe('the timeline', () => {
  const event = (at: number, title = 'x') => ({ at, kind: 'task', tone: 'note', title, detail: '' }) as const;

  it('is in order of time, whatever is told first, and tells a thing with a key once', () => {
    const timeline = createTimeline();
    timeline.add(event(2_000, 'second'));
    timeline.add(event(1_000, 'first'), 'key');
    timeline.add(event(1_000, 'again'), 'key');
    expect(titles(timeline.list())).toEqual(['first', 'second']);
  });

  it('leaves a list alone that was handed out', () => {
    const timeline = createTimeline();
    timeline.add(event(1_000));
    const before = timeline.list();
    timeline.add(event(2_000));
    expect(before).toHaveLength(1);
  });

  it('forgets the oldest after 300', () => {
    const timeline = createTimeline();
    for (let second = 0; second < 400; second += 1) timeline.add(event(second * 1_000, String(second)));
    expect(timeline.list()).toHaveLength(300);
    expect(timeline.list()[0]?.title).toBe('100');
  });
});

describe('what changed between two pictures', () => {
  const target = (instance: string, health: string): TargetView => ({
    job: 'sre-app',
    instance,
    health,
    lastError: 'refused',
  });
  const alert = (state: string): AlertView => ({
    ...alertView({
      labels: { alertname: 'A', slo: 'availability', objective: '99%', clock: 'class' },
      annotations: {},
      state,
      activeAt: '',
    }),
  });

  it('is nothing when there was no picture before', () => {
    expect(targetChanges(null, [target('a', 'up')], 0)).toEqual([]);
    expect(alertChanges(null, [alert('firing')], 0)).toEqual([]);
    expect(faultChanges(null, [{ type: 'error', route: '*', strength: 1 }], 0)).toEqual([]);
  });

  it('tells targets that come, fall and go', () => {
    const before = [target('a', 'up'), target('b', 'up')];
    const now = [target('b', 'down'), target('c', 'up'), target('d', 'unknown')];
    expect(titles(targetChanges(before, now, 0))).toEqual(['Target gone: a', 'Target down: b', 'Target up: c']);
  });

  it('tells an alert as pending, firing and resolved, with its clock; one that only was pending just goes', () => {
    expect(titles(alertChanges([], [alert('pending')], 0))).toEqual(['Alert pending: availability 99%']);
    expect(alertChanges([alert('pending')], [alert('firing')], 0)).toMatchObject([{ tone: 'bad', clock: 'class' }]);
    expect(titles(alertChanges([alert('firing')], [], 0))).toEqual(['Alert resolved: availability 99%']);
    expect(alertChanges([alert('pending')], [], 0)).toEqual([]);
  });

  it('tells faults by type and route, and another strength as another fault', () => {
    const fault = (strength: number) => ({ type: 'error', route: '*', strength });
    expect(titles(faultChanges([], [fault(0.1)], 0))).toEqual(['Fault on: error']);
    expect(faultChanges([fault(0.1)], [fault(0.1)], 0)).toEqual([]);
    expect(faultChanges([fault(0.1)], [fault(0.5)], 0)).toMatchObject([{ detail: 'every route, strength 0.5' }]);
    expect(titles(faultChanges([fault(0.1)], [], 0))).toEqual(['Fault ended: error']);
  });

  it('tells a new DNS answer, and that there is none', () => {
    const dns = (...addresses: string[]) => ({ name: 'app.sre.local', addresses, ttl: 10, how: '', instances: null });
    expect(titles(dnsChanges(dns('10.0.0.4'), dns('10.0.0.5'), 0))).toEqual(['DNS answers 10.0.0.5']);
    expect(titles(dnsChanges(dns('10.0.0.4'), dns(), 0))).toEqual(['DNS has no answer']);
    expect(dnsChanges(dns('10.0.0.4'), dns('10.0.0.4'), 0)).toEqual([]);
  });

  it('tells the life of a task at the times that ECS tells, each under a key', () => {
    const task = {
      id: 'abcdef0123456789',
      status: 'STOPPED',
      health: 'UNKNOWN',
      address: '10.0.0.4',
      startedAt: '2026-01-01T00:00:00.000Z',
      stoppedAt: '2026-01-01T00:01:00.000Z',
      reason: 'Essential container in task exited',
      containers: [],
    };
    const events = serviceEvents([{ name: 'app', desired: 1, running: 1, pending: 0, deployments: [], tasks: [task] }]);
    expect(events.map(([key]) => key)).toEqual(['abcdef0123456789 started', 'abcdef0123456789 stopped']);
    expect(events.map(([, { at }]) => new Date(at).toISOString())).toEqual([task.startedAt, task.stoppedAt]);
    expect(events[1]?.[1].detail).toBe('app: Essential container in task exited');
  });
});

describe('what was before the console', () => {
  const span = { from: 1_000, to: 2_000 };
  const run = (labels: Record<string, string>, from: number, to: number) => ({
    labels,
    values: Array.from({ length: (to - from) / 5 + 1 }, (_, index) => [from + index * 5, 1] as const),
  });

  it('has each stretch of an alert and of a fault, with the moments at which it began and ended', () => {
    const labels = { __name__: 'ALERTS', alertname: 'A', alertstate: 'firing', slo: 'availability', objective: '99%' };
    const fault = { __name__: 'chaos_fault_strength', type: 'error', route: '*' };
    const events = pastEvents([run(labels, 1_200, 1_300), run(fault, 1_150, 1_250)], span);
    expect(events.map(({ at, title }) => [at / 1000, title])).toEqual([
      [1_200, 'Alert firing: availability 99%'],
      [1_300, 'Alert resolved: availability 99%'],
      [1_150, 'Fault on: error'],
      [1_250, 'Fault ended: error'],
    ]);
  });

  it('does not say when what it finds at an edge began or ended', () => {
    expect(pastEvents([run({ __name__: 'ALERTS', alertname: 'A', alertstate: 'firing' }, 1_000, 2_000)], span)).toEqual(
      [],
    );
  });
});
