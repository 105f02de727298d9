import { setTimeout as sleep } from 'node:timers/promises';
import { AppProcess, type BuiltApp, buildApp } from '../../_helpers/app-process';
import { chaosClient } from '../../_helpers/chaos-client';
import { sample } from '../../_helpers/samples';
import { until } from '../../_helpers/until';

// Effects are seen from outside, on a machine that may be busy.
jest.setTimeout(60_000);

const MB = 1_000_000;

let built: BuiltApp;
let app: AppProcess;
let url: string;
beforeAll(async () => {
  built = await buildApp();
  app = new AppProcess(built.folder);
  url = await app.url();
});
afterAll(async () => {
  app.signal('SIGKILL');
  await app.exit;
  await built.remove();
});

async function metric(name: string): Promise<number> {
  return sample(await (await fetch(`${url}/metrics`)).text(), name)!;
}
const resident = () => metric('process_resident_memory_bytes');

test('memory that a fault leaks is really used, and given back when it ends', async () => {
  const chaos = chaosClient({ url });
  const before = await resident();
  await chaos.put({ type: 'memory', mbPerSecond: 100, maxMb: 300 });
  await until('300 MB to be resident', async () => (await resident()) > before + 250 * MB);
  await chaos.removeAll();
  await until('them to be free', async () => (await resident()) < before + 100 * MB);
  expect((await chaos.list()).body.faults).toEqual([]);
});

test('a burnt core leaves the service answering, and is free when the fault ends', async () => {
  const chaos = chaosClient({ url });
  const burnt = () => metric('process_cpu_user_seconds_total');
  const before = await burnt();
  await chaos.put({ type: 'cpu', share: 1 });
  await until('a second of CPU time to be burnt', async () => (await burnt()) > before + 1);
  expect((await chaos.removeAll()).body).toEqual({ removed: ['cpu'] });
  expect((await fetch(url)).status).toBe(200);
});

test('a blocked event loop holds requests up, and the fault can be taken away all the same', async () => {
  const chaos = chaosClient({ url });
  await chaos.put({ type: 'event_loop', blockMs: 90, everyMs: 100 });
  // A scrape begins the histogram anew, and its next tick only begins a measurement: there must be whole blocks between two scrapes.
  const lag = async () => {
    await sleep(350);
    return metric('nodejs_eventloop_lag_max_seconds');
  };
  await until('the event loop to lag', async () => (await lag()) > 0.05);
  expect((await chaos.remove('event-loop')).status).toBe(200);
  expect((await chaos.list()).body.faults).toEqual([]);
});
