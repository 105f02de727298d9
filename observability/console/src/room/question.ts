import { OrderRefused } from '../hands/orders';
import type { AlertView, Clock, QuestionView, SloView, Snapshot, Subject } from '../snapshot';
import { SUBJECT } from './subjects';

/** After this a question measures no more. */
const LONGEST_MS = 30 * 60_000;

export type Picture = Pick<Snapshot, 'slos' | 'alerts' | 'timeline' | 'lab'>;

export interface QuestionOrder {
  readonly subject: Subject;
  readonly slo: string;
  readonly objective: string;
  readonly clock: Clock;
}

/** One question to the room: what will the next incident do? It measures the fact itself, from the pictures that it is shown. */
export interface Question {
  /** Throws an OrderRefused when predictions are not taken any more. */
  predict(student: string, value: number): void;
  hasPredicted(student: string): boolean;
  forget(student: string): void;
  /** The incident has begun: no predictions from here on. @param at milliseconds since the epoch */
  begin(at: number): void;
  /** Notices that the incident begins, and what it does. */
  look(picture: Picture, now: number): void;
  /** Throws an OrderRefused before the incident has begun. */
  reveal(): void;
  view(nameOf: (student: string) => string | undefined): QuestionView;
}

export function createQuestion(order: QuestionOrder, askedAt: number): Question {
  const { subject, slo, objective, clock } = order;
  const predictions = new Map<string, number>();
  let state: QuestionView['state'] = 'asked';
  let begunAt: number | undefined;
  let before: { readonly budgetLeft: number | null; readonly firing: ReadonlySet<string> } | undefined;
  let fact: number | null = null;
  let last: Picture | undefined;

  function begin(at: number): void {
    if (state !== 'asked') return;
    state = 'running';
    begunAt = at;
    before = last && { budgetLeft: own(last)?.budgetLeft ?? null, firing: new Set(pages(last).map(alertKey)) };
  }
  const own = ({ slos }: Picture): SloView | undefined =>
    slos.data?.find((one) => one.slo === slo && one.objective === objective && one.clock === clock);
  const pages = ({ alerts }: Picture): AlertView[] =>
    (alerts.data ?? []).filter(
      (alert) =>
        alert.state === 'firing' &&
        alert.action === 'page' &&
        alert.slo === slo &&
        alert.objective === objective &&
        alert.clock === clock,
    );

  /** Only what was learned after the beginning counts. */
  function measure(picture: Picture, start: number, now: number): void {
    if (now - start > LONGEST_MS) return;
    if (subject === 'alert') {
      if (picture.alerts.at === null || Date.parse(picture.alerts.at) < start) return;
      const fresh = pages(picture).some((alert) => before?.firing.has(alertKey(alert)) !== true);
      if (fresh) fact ??= Math.max(0, (Date.parse(picture.alerts.at) - start) / 1000);
      return;
    }
    const view = own(picture);
    if (view === undefined || picture.slos.at === null || Date.parse(picture.slos.at) < start) return;
    before ??= { budgetLeft: view.budgetLeft, firing: new Set() };
    if (subject === 'sli' && view.sli !== null) fact = Math.min(fact ?? 100, view.sli * 100);
    if (subject === 'budget' && view.budgetLeft !== null && before.budgetLeft !== null)
      fact = Math.max(fact ?? 0, (before.budgetLeft - view.budgetLeft) * 100);
  }

  return {
    predict(student, value) {
      if (state !== 'asked') throw new OrderRefused('it has begun: predictions are closed');
      predictions.set(student, value);
    },
    hasPredicted: (student) => predictions.has(student),
    forget: (student) => void predictions.delete(student),
    begin,
    look(picture, now) {
      if (state === 'asked') {
        const incident = picture.timeline.find(
          (event) => Date.parse(event.at) > askedAt && beginsIncident(event, picture.lab.appService),
        );
        if (incident !== undefined) begin(Date.parse(incident.at));
        else last = picture;
      }
      if (begunAt !== undefined) measure(picture, begunAt, now);
    },
    reveal() {
      if (state === 'asked') throw new OrderRefused('nothing has happened yet: break something, or say that it begins');
      state = 'revealed';
    },
    view(nameOf) {
      const answers = [...predictions]
        .map(([student, value]) => ({ name: nameOf(student) ?? 'somebody who left', value }))
        .sort((a, b) => (fact === null ? a.value - b.value : Math.abs(a.value - fact) - Math.abs(b.value - fact)));
      const revealed = state === 'revealed';
      return {
        id: new Date(askedAt).toISOString(),
        subject,
        slo,
        objective,
        clock,
        state,
        begunAt: begunAt === undefined ? null : new Date(begunAt).toISOString(),
        predictions: predictions.size,
        answers: revealed ? answers : null,
        fact: revealed && fact !== null ? Number(fact.toFixed(SUBJECT[subject].digits)) : null,
      };
    },
  };
}

/** A fault, or a task of the app that did not end because ECS wanted fewer. */
function beginsIncident({ kind, tone, detail }: Snapshot['timeline'][number], appService: string): boolean {
  if (tone !== 'bad') return false;
  if (kind === 'fault') return true;
  return kind === 'task' && detail.startsWith(`${appService}: `) && !detail.includes('Scaling activity');
}

function alertKey({ tier, since }: AlertView): string {
  return `${tier} ${since}`;
}
