import { ACTIONS } from '../../../../observability/console/src/hands/hands';
import { joinCode } from '../../../../observability/console/src/room/join-code';
import { INSTRUCTOR_ACTIONS, STUDENT_ACTIONS } from '../../../../observability/console/src/room/room';
import { MOST_STUDENTS } from '../../../../observability/console/src/room/students';
import { ROOM_RATE } from '../../../../observability/console/src/room/traffic';
import { AVAILABILITY, pictureOf, QUESTION, startRoom, TOKEN } from './_room';

let room: Awaited<ReturnType<typeof startRoom>>;
beforeEach(async () => {
  room = await startRoom({ sharedUrl: 'http://192.168.1.20:8080' });
});
afterEach(() => room.close());

describe('who may do what', () => {
  const FOR_INSTRUCTORS = [
    ...[...ACTIONS, 'check'].map((action) => `hands/${action}`),
    ...INSTRUCTOR_ACTIONS.map((action) => `room/${action}`),
  ];
  const FOR_STUDENTS = STUDENT_ACTIONS.map((action) => `room/${action}`);
  const REFUSED = [401, 403];

  it.each(FOR_INSTRUCTORS)('%s is the instructor’s: no student, and nobody without a token', async (path) => {
    const student = await room.joined('Ana');
    const statuses = [
      (await room.post(path, {})).status,
      (await room.post(path, {}, { token: 'a-token-that-is-nobodys' })).status,
      (await room.post(path, {}, { token: student.token })).status,
      (await room.post(path, {}, { token: TOKEN, origin: 'http://evil.example' })).status,
      (await room.post(path, {}, { token: TOKEN, origin: null })).status,
    ];
    expect(statuses).toEqual([401, 401, 403, 403, 403]);
    expect(room.lab.pulled).toEqual([]);
    expect(REFUSED).not.toContain((await room.post(path, {}, { token: TOKEN })).status);
  });

  it.each(FOR_STUDENTS)('%s is a student’s: not the instructor, and nobody without a token', async (path) => {
    const { token } = await room.joined('Ana');
    const statuses = [
      (await room.post(path, {})).status,
      (await room.post(path, {}, { token: 'a-token-that-is-nobodys' })).status,
      (await room.post(path, {}, { token: TOKEN })).status,
      (await room.post(path, {}, { token, origin: 'http://evil.example' })).status,
      (await room.post(path, {}, { token, origin: null })).status,
    ];
    expect(statuses).toEqual([401, 401, 403, 403, 403]);
    expect(REFUSED).not.toContain((await room.post(path, {}, { token })).status);
  });

  it('knows no other action, whoever asks', async () => {
    const { token } = await room.joined('Ana');
    expect((await room.post('room/anything', {}, { token: TOKEN })).status).toBe(404);
    expect((await room.post('room/anything', {}, { token })).status).toBe(403);
  });

  it('lets nobody do anything where there is no token', async () => {
    const closed = await startRoom({ token: null, sharedUrl: 'http://192.168.1.20:8080' });
    expect(await closed.post('room/join', { name: 'Ana', code: joinCode('', 0) })).toMatchObject({ status: 403 });
    expect(await closed.post('hands/kill', {}, { token: 'undefined' })).toMatchObject({ status: 403 });
    expect((await closed.view()).open).toBe(false);
    await closed.close();
  });

  it.each([
    ['room/join', undefined],
    ['room/ask', TOKEN],
    ['hands/fault', TOKEN],
  ])('refuses a body of %s that is too large, or no JSON', async (path, token) => {
    const headers = token === undefined ? {} : { token };
    const large = await room.post(path, JSON.stringify({ name: 'x'.repeat(5_000) }), headers);
    expect([large.status, (await room.post(path, '{"name":', headers)).status]).toEqual([413, 400]);
  });
});

describe('joining', () => {
  it('takes the code as people type it, and gives a token that is in no answer to anybody else', async () => {
    const { inside } = await room.instructor('inside');
    const code = inside?.code ?? '';
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    expect(inside?.link).toBe(`http://192.168.1.20:8080/sre/dashboard-ui#room=${code}`);
    const { status, token = '' } = await room.post('room/join', {
      name: ' Zoë  O’Neil ',
      code: ` ${code.toLowerCase().replace('-', ' ')}`,
    });
    expect([status, token.length]).toEqual([200, 24]);
    const { inside: after } = await room.instructor('inside');
    expect(after?.students).toEqual([{ name: 'Zoë O’Neil', predicted: false, rate: 0 }]);
    expect(JSON.stringify(after)).not.toContain(token);
    const everybody = await room.text();
    expect(everybody).not.toContain(token);
    expect(everybody).not.toContain(code);
    expect(everybody).not.toContain('Zoë');
  });

  it.each([
    ['', 'empty'],
    [' ', 'blank'],
    ['a'.repeat(25), 'too long'],
    ['<img src=x>', 'markup'],
    ['Ana\nBob', 'two lines'],
    ['\u202EanA', 'right to left'],
    [7, 'a number'],
  ])('refuses the name %j: %s', async (name, _why) => {
    const { inside } = await room.instructor('inside');
    expect(await room.post('room/join', { name, code: inside?.code })).toMatchObject({
      status: 400,
      error: 'name must be 1 to 24 letters or figures, with spaces, dots or dashes between them',
    });
  });

  it('refuses a name that somebody has, however it is written', async () => {
    await room.joined('Ana');
    const { inside } = await room.instructor('inside');
    expect(await room.post('room/join', { name: 'ANA', code: inside?.code })).toMatchObject({
      status: 400,
      error: 'somebody in the room is called ANA already; take another name',
    });
  });

  it('slows down who guesses the code, the right one included, and nobody at another address', async () => {
    const { inside } = await room.instructor('inside');
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 33; attempt += 1) {
      statuses.push(
        (await room.post('room/join', { name: 'Eve', code: 'AAAA-AAAA' }, { from: '192.168.1.66' })).status,
      );
    }
    expect([statuses.filter((status) => status === 401).length, statuses.at(-1)]).toEqual([30, 429]);
    const right = { name: 'Eve', code: inside?.code };
    expect((await room.post('room/join', right, { from: '192.168.1.66' })).status).toBe(429);
    expect((await room.post('room/join', right, { from: '192.168.1.67' })).status).toBe(200);
  });

  it('counts no one who joins with the right code: a class may share one address', async () => {
    for (let number = 0; number < 40; number += 1) expect((await room.joined(`Student ${number}`)).token).not.toBe('');
  });

  it(`holds ${MOST_STUDENTS}`, async () => {
    const { inside } = await room.instructor('inside');
    const join = (number: number) => room.room.join({ name: `Student ${number}`, code: inside?.code });
    for (let number = 0; number < MOST_STUDENTS; number += 1) join(number);
    expect(() => join(MOST_STUDENTS)).toThrow(`the room is full: it holds ${MOST_STUDENTS}`);
  });

  it('lets nobody in by an old code, and whoever is in stays', async () => {
    const { inside: before } = await room.instructor('inside');
    const ana = await room.joined('Ana');
    const { inside: after } = await room.instructor('new-code');
    expect(after?.code).not.toBe(before?.code);
    expect((await room.post('room/join', { name: 'Bob', code: before?.code })).status).toBe(401);
    expect((await ana.does('stop-traffic')).status).toBe(200);
  });

  it('is over when the room is closed, and its tokens are worth nothing', async () => {
    const ana = await room.joined('Ana');
    const { inside } = await room.instructor('close');
    expect((await ana.does('stop-traffic')).status).toBe(401);
    expect(await room.post('room/join', { name: 'Ana', code: inside?.code })).toMatchObject({
      status: 400,
      error: 'the room is closed; the instructor opens it',
    });
    await room.instructor('open');
    expect((await room.joined('Ana')).token).not.toBe('');
  });

  it('is over for a student whom the instructor removes, and the name with it', async () => {
    const ana = await room.joined('Ana');
    await ana.does('traffic', { rate: 2 });
    expect(await room.instructor('remove', { name: 'Ana' })).toMatchObject({ said: 'Ana has left the room' });
    expect([(await ana.does('predict', { value: 1 })).status, room.lab.sending]).toEqual([401, []]);
    const { inside } = await room.instructor('inside');
    expect(await room.post('room/join', { name: 'ana', code: inside?.code })).toMatchObject({
      error: 'the instructor has refused this name',
    });
  });

  it('has the same first code after a restart, for the same token, and another for another', () => {
    expect(joinCode(TOKEN, 0)).toBe(joinCode(TOKEN, 0));
    expect(new Set([joinCode(TOKEN, 0), joinCode(TOKEN, 1), joinCode('another-token-of-a-lab', 0)]).size).toBe(3);
  });
});

describe('a room that is not shared', () => {
  it('is closed until the instructor opens it, at the address of the instructor’s own page', async () => {
    const own = await startRoom();
    expect((await own.view()).open).toBe(false);
    const { inside } = await own.instructor('open');
    expect(inside?.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sre\/dashboard-ui#room=/);
    expect((await own.view()).open).toBe(true);
    await own.close();
  });
});

describe('the traffic of the room', () => {
  it('is capped for each student and for all of them, ends by itself, and is told once', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date', 'performance'] });
    try {
      const students = await Promise.all(Array.from({ length: 13 }, (_, number) => room.joined(`Student ${number}`)));
      expect(await students[0]!.does('traffic', { rate: 6 })).toMatchObject({
        status: 400,
        error: 'rate must be a whole number from 1 to 5, got 6',
      });
      for (const student of students.slice(0, 12)) await student.does('traffic', { rate: 5 });
      expect(await students[12]!.does('traffic', { rate: 1 })).toMatchObject({
        status: 400,
        error: `the room sends ${ROOM_RATE} requests a second, and ${ROOM_RATE} are its limit; wait until somebody's minute is over`,
      });
      // Again is in the place of what there is.
      expect((await students[0]!.does('traffic', { rate: 4 })).status).toBe(200);
      expect((await room.view()).traffic).toEqual({ rate: 59, students: 12 });
      expect(room.lab.sending).toHaveLength(12);
      jest.advanceTimersByTime(60_000);
      expect((await room.view()).traffic).toEqual({ rate: 0, students: 0 });
      expect(room.lab.sending).toEqual([]);
      expect(room.lab.told.map(({ title }) => title)).toEqual([
        'The room sends traffic',
        'The traffic of the room ended',
      ]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('ends with the student’s word, with the instructor’s, and is not begun where nobody would answer', async () => {
    const [ana, bob] = [await room.joined('Ana'), await room.joined('Bob')];
    await ana.does('traffic', { rate: 1 });
    await bob.does('traffic', { rate: 2 });
    await ana.does('stop-traffic');
    expect(room.lab.sending).toEqual([2]);
    await room.instructor('end-traffic');
    expect(room.lab.sending).toEqual([]);
    room.lab.addresses = [];
    expect(await ana.does('traffic', { rate: 1 })).toMatchObject({
      error: 'the app has no address now; wait for its next task',
    });
  });
});

describe('predicting', () => {
  it('is hidden until the instructor reveals it, then nearest to the fact first', async () => {
    const [ana, bob] = [await room.joined('Ana'), await room.joined('Bob')];
    expect(await ana.does('predict', { value: 1 })).toMatchObject({ status: 400, error: 'nothing is asked now' });
    expect((await room.instructor('ask', { ...QUESTION, subject: 'budget' })).said).toBe(
      'How much of the budget of availability 99% will it cost, in the class hour?',
    );
    expect(await ana.does('predict', { value: 5_000 })).toMatchObject({
      status: 400,
      error: 'value must be a number from 0 to 1000, got 5000',
    });
    await ana.does('predict', { value: 90 });
    await bob.does('predict', { value: 20 });
    expect(await ana.does('predict', { value: 50 })).toMatchObject({ said: 'Your prediction is 50 %' });
    expect(await room.instructor('reveal')).toMatchObject({
      status: 400,
      error: 'nothing has happened yet: break something, or say that it begins',
    });
    // The instructor's own fault closes the predictions.
    await room.post('hands/fault', {}, { token: TOKEN });
    expect(await bob.does('predict', { value: 25 })).toMatchObject({
      status: 400,
      error: 'it has begun: predictions are closed',
    });
    const hidden = await room.text();
    expect(hidden).not.toContain('Ana');
    expect((await room.view()).question).toMatchObject({ state: 'running', predictions: 2, answers: null, fact: null });

    const at = new Date(Date.now() + 1_000).toISOString();
    room.room.look(pictureOf({ slos: { at, data: [{ ...AVAILABILITY, budgetLeft: 0.76 }], error: null } }));
    expect((await room.instructor('reveal')).said).toBe('The room predicted 35 %; it was 24 %');
    expect((await room.view()).question).toMatchObject({
      state: 'revealed',
      fact: 24,
      answers: [
        { name: 'Bob', value: 20 },
        { name: 'Ana', value: 50 },
      ],
    });
    expect(room.lab.told.at(-1)).toMatchObject({ kind: 'room', title: 'The room predicted 35 %' });
  });

  it.each([
    [{ ...QUESTION, subject: 'weather' }, 'subject must be one of alert, sli, budget, got "weather"'],
    [{ ...QUESTION, subject: 'sli', slo: 'x' }, 'there is no such SLO, objective and clock'],
    [[], 'the body must be a JSON object'],
  ])('is not asked for what the lab does not have: %j', async (body, error) => {
    expect(await room.instructor('ask', body)).toMatchObject({ status: 400, error });
  });
});
