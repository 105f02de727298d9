import { fieldsOf, number, OrderRefused } from '../hands/orders';
import type { startTraffic } from '../hands/traffic';
import { CLOCKS, SUBJECTS, type RoomInside, type RoomView } from '../snapshot';
import type { NewEvent } from '../story/timeline';
import { isSameCode, joinCode } from './join-code';
import { createQuestion, type Picture, type Question, type QuestionOrder } from './question';
import { createStudents, readName, type Student } from './students';
import { askedFor, inUnit, medianOf, SUBJECT } from './subjects';
import { createRoomTraffic, STUDENT_RATE, STUDENT_SECONDS } from './traffic';

/** What needs a student's token, and what the instructor's. */
export const STUDENT_ACTIONS = ['predict', 'traffic', 'stop-traffic', 'leave'] as const;
export const INSTRUCTOR_ACTIONS = [
  'inside',
  'open',
  'close',
  'new-code',
  'ask',
  'begin',
  'reveal',
  'clear',
  'remove',
  'end-traffic',
] as const;
export type StudentAction = (typeof STUDENT_ACTIONS)[number];
export type InstructorAction = (typeof INSTRUCTOR_ACTIONS)[number];

/** The answer to a student or to the instructor: what happened in words, with what belongs to it. */
export interface RoomAnswer {
  readonly said: string;
  readonly inside?: RoomInside;
}

/** The students' part of the lab. All of it is in memory: a console that is restarted has an empty room. */
export interface Room {
  readonly view: () => RoomView;
  readonly studentOf: (token: string) => Student | undefined;
  /** All of these throw an OrderRefused for what is not allowed. */
  join(body: unknown): { readonly name: string; readonly token: string };
  byStudent(student: Student, action: StudentAction, body: unknown): RoomAnswer;
  /** @param origin where the instructor's page is: `http://192.168.1.20:8080` */
  byInstructor(action: InstructorAction, body: unknown, origin: string): RoomAnswer;
  /** Something breaks now, in milliseconds since the epoch: a prediction after it would be none. */
  begin(at: number): void;
  look(picture: Picture): void;
  close(): void;
}

export interface RoomOptions {
  /** The console's token, of which the code is made; without one there is no room. */
  readonly token: string | undefined;
  /** What the local network opens; with it, the room is open from the start. */
  readonly sharedUrl: string | undefined;
  readonly appPort: number;
  readonly addresses: () => readonly string[];
  readonly picture: () => Picture;
  readonly tell: (event: NewEvent) => void;
  readonly startTraffic: typeof startTraffic;
}

/** The code is wrong: whoever guesses is slowed down, which other mistakes are not. */
export class WrongCode extends OrderRefused {}

export function createRoom(options: RoomOptions): Room {
  const { token, sharedUrl, picture } = options;
  const students = createStudents();
  const traffic = createRoomTraffic({
    send: options.startTraffic,
    port: options.appPort,
    addresses: options.addresses,
    onChange: (sends) => tell(sends ? 'The room sends traffic' : 'The traffic of the room ended', ''),
  });
  let open = token !== undefined && sharedUrl !== undefined;
  let codes = 0;
  let question: Question | undefined;

  const code = () => joinCode(token ?? '', codes);
  const nameOf = (id: string) => students.list().find((student) => student.id === id)?.name;
  function tell(title: string, detail: string): void {
    options.tell({ at: Date.now(), kind: 'room', tone: 'note', title, detail });
  }
  function leave(id: string, forGood = false): void {
    traffic.stop(id);
    question?.forget(id);
    students.remove(id, forGood);
  }
  function needQuestion(): Question {
    if (question !== undefined) return question;
    throw new OrderRefused('nothing is asked now');
  }
  function inside(origin: string): RoomInside {
    const url = sharedUrl ?? origin;
    return {
      open,
      code: code(),
      url,
      link: `${url}/sre/dashboard-ui#room=${code()}`,
      students: students.list().map(({ id, name }) => ({
        name,
        predicted: question?.hasPredicted(id) ?? false,
        rate: traffic.rateOf(id),
      })),
    };
  }

  const forStudents: Record<StudentAction, (student: Student, body: unknown) => string> = {
    predict({ id }, body) {
      const asked = needQuestion();
      const { subject } = asked.view(nameOf);
      const { min, max } = SUBJECT[subject];
      const value = number(body, 'value', { min, max });
      asked.predict(id, value);
      return `Your prediction is ${inUnit(subject, value)}`;
    },
    traffic({ id }, body) {
      const rate = number(body, 'rate', { min: 1, max: STUDENT_RATE, whole: true });
      if (options.addresses().length === 0)
        throw new OrderRefused('the app has no address now; wait for its next task');
      traffic.start(id, rate);
      return `You send ${rate} requests a second, for ${STUDENT_SECONDS} s`;
    },
    'stop-traffic'({ id }) {
      traffic.stop(id);
      return 'Your traffic is stopped';
    },
    leave({ id }) {
      leave(id);
      return 'You have left the room';
    },
  };
  const forInstructors: Record<InstructorAction, (body: unknown) => string> = {
    inside: () => '',
    open() {
      open = true;
      return 'The room is open: who has the code can join';
    },
    close() {
      open = false;
      traffic.stopAll();
      students.clear();
      question = undefined;
      return 'The room is closed, and everybody has left it';
    },
    'new-code'() {
      codes += 1;
      return 'The old code lets nobody in any more; who has joined stays';
    },
    ask(body) {
      const order = readQuestion(body, picture());
      question = createQuestion(order, Date.now());
      question.look(picture(), Date.now());
      const { subject, slo, objective, clock } = order;
      const asked = askedFor(subject, `${slo} ${objective}`, clock === 'class' ? 'class hour' : 'real month');
      tell('The room is asked', asked);
      return asked;
    },
    begin() {
      needQuestion().begin(Date.now());
      return 'Predictions are closed';
    },
    reveal() {
      const asked = needQuestion();
      asked.reveal();
      const { subject, answers, fact } = asked.view(nameOf);
      const middle = medianOf((answers ?? []).map(({ value }) => value));
      const guess = middle === undefined ? 'Nobody predicted' : `The room predicted ${inUnit(subject, middle)}`;
      const truth = fact === null ? 'it has not happened yet' : `it was ${inUnit(subject, fact)}`;
      tell(guess, `${truth}; the middle of ${answers?.length ?? 0}`);
      return `${guess}; ${truth}`;
    },
    clear() {
      question = undefined;
      return 'Nothing is asked now';
    },
    remove(body) {
      const { name } = fieldsOf(body);
      const found = students.list().find((student) => student.name === name);
      if (found === undefined) throw new OrderRefused('nobody in the room has this name');
      leave(found.id, true);
      return `${found.name} has left the room`;
    },
    'end-traffic'() {
      traffic.stopAll();
      return 'The traffic of the room is stopped';
    },
  };
  return {
    view: () => ({
      open,
      students: students.list().length,
      traffic: traffic.now(),
      question: question?.view(nameOf) ?? null,
    }),
    studentOf: (given) => students.of(given),
    join(body) {
      if (!open) throw new OrderRefused('the room is closed; the instructor opens it');
      const { code: given } = fieldsOf(body);
      if (typeof given !== 'string' || !isSameCode(given, code()))
        throw new WrongCode(
          'this is not the code of the room; it is on the wall, and in what "lab up --share" printed',
        );
      const { student, token: own } = students.join(readName(body));
      return { name: student.name, token: own };
    },
    byStudent: (student, action, body) => ({ said: forStudents[action](student, body) }),
    byInstructor(action, body, origin) {
      const said = forInstructors[action](body);
      return { said, inside: inside(origin) };
    },
    begin: (at) => question?.begin(at),
    look: (now) => question?.look(now, Date.now()),
    close: () => traffic.stopAll(),
  };
}

/** Throws an OrderRefused for what the lab does not have. */
function readQuestion(body: unknown, { slos }: Picture): QuestionOrder {
  const { subject, slo, objective, clock } = fieldsOf(body);
  const known = SUBJECTS.find((name) => name === subject);
  if (known === undefined)
    throw new OrderRefused(`subject must be one of ${SUBJECTS.join(', ')}, got ${JSON.stringify(subject)}`);
  const found = (slos.data ?? []).find(
    (view) => view.slo === slo && view.objective === objective && view.clock === clock,
  );
  if (found === undefined) throw new OrderRefused('there is no such SLO, objective and clock');
  const by = CLOCKS.find((name) => name === clock) ?? 'class';
  return { subject: known, slo: found.slo, objective: found.objective, clock: by };
}
