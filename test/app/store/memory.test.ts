import { createMemoryUsers } from '../../../app/src/store/memory';
import { SAMPLE_USERS } from '../../../app/src/store/sample-users';
import type { UserRepository } from '../../../app/src/store/user';
import { ManualClock } from '../_helpers/manual-clock';

const { signal } = new AbortController();
let clock: ManualClock;
let users: UserRepository;
beforeEach(() => {
  clock = new ManualClock();
  users = createMemoryUsers({ clock, random: () => 0.5 });
});

async function after<T>(ms: number, promise: Promise<T>): Promise<T> {
  clock.advance(ms);
  return promise;
}

test('the first users are those of the lesson', () => {
  expect(SAMPLE_USERS.slice(0, 2)).toEqual([
    { id: 101, name: 'John Doe', email: 'john@example.com' },
    { id: 102, name: 'Jane Smith', email: 'jane@example.com' },
  ]);
  expect(new Set(SAMPLE_USERS.map(({ email }) => email)).size).toBe(SAMPLE_USERS.length);
});

test('it lists a page, and nothing behind the end', async () => {
  expect(await after(150, users.list({ limit: 2, offset: 1 }, signal))).toEqual(SAMPLE_USERS.slice(1, 3));
  expect(await after(150, users.list({ limit: 2, offset: 1000 }, signal))).toEqual([]);
});

test('it finds a user by id', async () => {
  expect(await after(150, users.get(102, signal))).toEqual(SAMPLE_USERS[1]);
  expect(await after(150, users.get(1, signal))).toBeUndefined();
});

test('it takes its time', async () => {
  let isAnswered = false;
  const answer = users.get(101, signal).then(() => (isAnswered = true));
  clock.advance(1);
  await Promise.resolve();
  expect(isAnswered).toBe(false);
  clock.advance(149);
  await answer;
});
