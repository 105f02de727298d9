import { Link } from '../../../app/src/chaos/link';
import { ManualTimers } from '../_helpers/manual-timers';
import { chaosClient } from '../_helpers/chaos-client';
import { startService } from '../_helpers/running-service';

const STAYS = new AbortController().signal;

function given(bytesPerSecond: number) {
  const timers = new ManualTimers();
  const link = new Link(bytesPerSecond, timers);
  const passed: string[] = [];
  const pass = (name: string, bytes: number, signal = STAYS) =>
    void link.pass(bytes, signal).then(() => passed.push(name));
  const after = async (ms: number) => {
    timers.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
    return passed;
  };
  return { link, timers, pass, after };
}

test('bytes take their time, one answer after the other', async () => {
  const { pass, after } = given(1000);
  pass('first', 100);
  pass('second', 300);
  expect(await after(99)).toEqual([]);
  expect(await after(1)).toEqual(['first']);
  expect(await after(299)).toEqual(['first']);
  expect(await after(1)).toEqual(['first', 'second']);
});

test('a link that was idle has saved nothing up', async () => {
  const { pass, after } = given(1000);
  await after(10_000);
  pass('late', 100);
  expect(await after(99)).toEqual([]);
  expect(await after(1)).toEqual(['late']);
});

test('everything passes when it ends, and from then on', async () => {
  const { link, pass, after } = given(100);
  pass('waits', 1000);
  link.end();
  pass('comes', 1000);
  expect(await after(0)).toEqual(['waits', 'comes']);
});

test('who leaves does not wait', async () => {
  const { timers, pass, after } = given(100);
  const gone = new AbortController();
  pass('gone', 1000, gone.signal);
  gone.abort();
  expect(await after(0)).toEqual(['gone']);
  expect(timers.count).toBe(0);
});

test('answers are as late as the link is slow, whole, and quick again when the fault is over', async () => {
  const timers = new ManualTimers();
  const service = await startService(undefined, { timers });
  const chaos = chaosClient(service);
  const quick = await (await fetch(`${service.url}/api/users`)).text();
  const bytes = Buffer.byteLength(quick);
  await chaos.put({ type: 'bandwidth', bytesPerSecond: 1000 });
  const answer = fetch(`${service.url}/api/users`).then((response) => response.text());
  let isThere = false;
  void answer.finally(() => (isThere = true));
  // The first slice has its timer, so the answer is on its way.
  while (timers.count < 2) await fetch(`${service.url}/health/liveness`);
  for (let ms = 0; ms < bytes - 100; ms += 50) {
    timers.advance(50);
    await fetch(`${service.url}/health/liveness`);
  }
  expect(isThere).toBe(false);
  await chaos.removeAll();
  expect(await answer).toBe(quick);
  expect(await (await fetch(`${service.url}/api/users`)).text()).toBe(quick);
  service.close();
});
