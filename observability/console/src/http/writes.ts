import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { ACTIONS, type Hands } from '../hands/hands';
import { OrderRefused } from '../hands/orders';
import { INSTRUCTOR_ACTIONS, STUDENT_ACTIONS, WrongCode, type Room } from '../room/room';
import { addressOf, INSTRUCTORS_A_MINUTE, JOINS_A_MINUTE, limit, WRITES_A_MINUTE } from './limits';
import { messageOf, refuse } from './refuse';
import { whoAsks, whyNobody, whyNotInstructor, whyNotStudent, type Who } from './who-may';

export interface WriteOptions {
  readonly hands: Hands;
  readonly room: Room;
  readonly token: string | undefined;
  /** Called when something was done. */
  readonly onDone: () => void;
}

/** Everything that changes something: the hands, which are the instructor's, and the room. */
export function writes({ hands, room, token, onDone }: WriteOptions): Router {
  const router = Router();
  const who = (req: Request) => whoAsks(req.headers, token, room.studentOf);
  const body = express.json({ limit: '4kb' });

  // Before the body is read. The instructor's orders are counted apart: no guest can use them up.
  const counted = limit((req) => (who(req).role === 'instructor' ? INSTRUCTORS_A_MINUTE : WRITES_A_MINUTE), {
    keyOf: (req) => keyOf(who(req), req),
  });
  const ownPage = (req: Request, res: Response, next: NextFunction) => {
    const problem = whyNobody(req.headers, token);
    if (problem === undefined) next();
    else refuse(res, problem.status, problem.sentence);
  };

  router.post(
    '/sre/room/join',
    limit(JOINS_A_MINUTE, { only: (res) => res.statusCode === 401 }),
    ownPage,
    body,
    (req, res) => {
      answer(res, () => room.join(req.body));
      onDone();
    },
  );

  router.post('/sre/hands/:action', counted, ownPage, (req, res, next) => {
    const problem = whyNotInstructor(who(req), req.headers);
    if (problem === undefined) next();
    else refuse(res, problem.status, problem.sentence);
  });
  router.post('/sre/hands/:action', body, async (req, res) => {
    if (req.params['action'] === 'check') {
      res.json({ said: 'The token is right' });
      return;
    }
    const action = ACTIONS.find((name) => name === req.params['action']);
    if (action === undefined) {
      refuse(res, 404, `allowed: ${ACTIONS.join(', ')}`);
      return;
    }
    const now = Date.now();
    try {
      res.json({ said: await hands.carryOut(action, req.body) });
      if (action === 'fault' || action === 'kill') room.begin(now);
      onDone();
    } catch (error) {
      refuse(res, error instanceof OrderRefused ? 400 : 502, messageOf(error));
    }
  });

  router.post('/sre/room/:action', counted, ownPage, (req, res, next) => {
    const isStudents = STUDENT_ACTIONS.some((name) => name === req.params['action']);
    const problem = isStudents ? whyNotStudent(who(req)) : whyNotInstructor(who(req), req.headers);
    if (problem === undefined) next();
    else refuse(res, problem.status, problem.sentence);
  });
  router.post('/sre/room/:action', body, (req, res) => {
    const { action: asked } = req.params;
    const [forStudent, forInstructor] = [
      STUDENT_ACTIONS.find((name) => name === asked),
      INSTRUCTOR_ACTIONS.find((name) => name === asked),
    ];
    const one = who(req);
    if (one.role === 'student' && forStudent !== undefined)
      answer(res, () => room.byStudent(one.student, forStudent, req.body));
    else if (one.role === 'instructor' && forInstructor !== undefined)
      // A page of this origin: that was looked at before.
      answer(res, () => room.byInstructor(forInstructor, req.body, req.headers.origin ?? ''));
    else refuse(res, 404, `allowed: ${[...STUDENT_ACTIONS, ...INSTRUCTOR_ACTIONS, 'join'].join(', ')}`);
    onDone();
  });
  return router;
}

/** Answers with what was done, or with why not. */
function answer(res: Response, act: () => object): void {
  try {
    res.json(act());
  } catch (error) {
    if (!(error instanceof OrderRefused)) throw error;
    refuse(res, error instanceof WrongCode ? 401 : 400, error.message);
  }
}

function keyOf(who: Who, req: Request): string {
  if (who.role === 'instructor') return 'instructor';
  return who.role === 'student' ? `student ${who.student.id}` : addressOf(req);
}
