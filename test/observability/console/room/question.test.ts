import { createQuestion } from '../../../../observability/console/src/room/question';
import { medianOf } from '../../../../observability/console/src/room/subjects';
import type { Subject, TimelineEvent } from '../../../../observability/console/src/snapshot';
import { AVAILABILITY, PAGE_ALERT, pictureOf, QUESTION } from './_room';

const T0 = Date.parse('2026-11-21T10:00:00Z');
const iso = (seconds: number) => new Date(T0 + seconds * 1000).toISOString();

/** A question that is asked at 0 s and has seen a quiet lab at 1 s. */
function asked(subject: Subject) {
  const question = createQuestion({ ...QUESTION, subject }, T0);
  const look = (
    seconds: number,
    change: { readonly sli?: number; readonly budgetLeft?: number; readonly alerts?: (typeof PAGE_ALERT)[] } = {},
    timeline: readonly TimelineEvent[] = [],
  ) => {
    const { sli = 1, budgetLeft = 1, alerts = [] } = change;
    question.look(
      pictureOf({
        slos: { at: iso(seconds), data: [{ ...AVAILABILITY, sli, budgetLeft }], error: null },
        alerts: { at: iso(seconds), data: alerts, error: null },
        timeline,
      }),
      T0 + seconds * 1000,
    );
  };
  look(1);
  const fact = () => {
    question.reveal();
    return question.view(() => 'Ana').fact;
  };
  return { question, look, fact };
}

function event(seconds: number, change: Partial<TimelineEvent>): TimelineEvent {
  return { id: 1, at: iso(seconds), kind: 'fault', tone: 'bad', title: '', detail: '', clock: '', ...change };
}

describe('what a question measures', () => {
  it('seconds until the first page that did not fire before', () => {
    const { question, look, fact } = asked('alert');
    const old = { ...PAGE_ALERT, since: iso(-60) };
    look(2, { alerts: [old] });
    question.begin(T0 + 10_000);
    look(11, { alerts: [old] });
    look(40, { alerts: [old, { ...PAGE_ALERT, action: 'ticket', since: iso(39) }] });
    look(48, { alerts: [old, { ...PAGE_ALERT, since: iso(47) }] });
    look(60, { alerts: [] });
    expect(fact()).toBe(38);
  });

  it('no page: not known, not nought', () => {
    const { question, look, fact } = asked('alert');
    question.begin(T0 + 10_000);
    look(60, { alerts: [{ ...PAGE_ALERT, clock: 'real', since: iso(50) }] });
    expect(fact()).toBeNull();
  });

  it('the lowest SLI, not the last', () => {
    const { question, look, fact } = asked('sli');
    question.begin(T0 + 10_000);
    look(20, { sli: 0.98 });
    look(30, { sli: 0.9512 });
    look(40, { sli: 0.99 });
    expect(fact()).toBe(95.12);
  });

  it('what it cost of the budget since it began', () => {
    const { question, look, fact } = asked('budget');
    look(5, { budgetLeft: 0.8 });
    question.begin(T0 + 10_000);
    look(30, { budgetLeft: -0.2 });
    look(90, { budgetLeft: 0.1 });
    expect(fact()).toBe(100);
  });

  it('nothing of what was learned before it began, nor half an hour later', () => {
    const { question, look, fact } = asked('sli');
    question.begin(T0 + 10_000);
    look(9, { sli: 0.2 });
    look(20, { sli: 0.97 });
    look(10 + 1_801, { sli: 0.1 });
    expect(fact()).toBe(97);
  });
});

describe('the beginning of an incident', () => {
  it.each([
    ['a fault', event(5, {})],
    ['the death of a task', event(5, { kind: 'task', detail: 'sre-app-service: Essential container in task exited' })],
  ])('is %s', (_what, incident) => {
    const { question, look } = asked('sli');
    look(6, {}, [incident]);
    expect(question.view(() => '')).toMatchObject({ state: 'running', begunAt: iso(5) });
    expect(() => question.predict('1', 5)).toThrow('it has begun: predictions are closed');
  });

  it.each([
    ['a fault of before', event(-5, {})],
    ['the end of a fault', event(5, { tone: 'good' })],
    [
      'a task that ECS wants no more',
      event(5, { kind: 'task', detail: 'sre-app-service: Scaling activity initiated by' }),
    ],
    ['a task of the other service', event(5, { kind: 'task', detail: 'sre-observability-service: gone' })],
    ['an alert', event(5, { kind: 'alert' })],
  ])('is not %s', (_what, other) => {
    const { question, look } = asked('sli');
    look(6, {}, [other]);
    expect(question.view(() => '').state).toBe('asked');
  });
});

describe('the middle of the predictions', () => {
  it.each([
    [[], undefined],
    [[7], 7],
    [[9, 1, 5], 5],
    [[40, 10, 20, 30], 25],
  ])('of %j is %s', (values, middle) => {
    expect(medianOf(values)).toBe(middle);
  });
});
