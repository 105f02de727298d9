import { readdirSync } from 'node:fs';
import { burnCpu } from '../../../../app/src/chaos/effects/cpu-burn';

const fail = (error: Error) => {
  throw error;
};
const cpuMs = () => process.cpuUsage().user / 1000;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const threads = () => readdirSync('/proc/self/task').length;

test('it burns while the event loop turns, and its thread is gone when it ends', async () => {
  const end = burnCpu(1, fail);
  const start = cpuMs();
  let turns = 0;
  while (cpuMs() - start < 300) {
    await turn();
    turns += 1;
  }
  expect(turns).toBeGreaterThan(10);
  const burning = threads();
  await end();
  expect(threads()).toBe(burning - 1);
});

test('ending it before it began, or twice, is fine', async () => {
  const end = burnCpu(0.01, fail);
  await end();
  await expect(end()).resolves.toBeUndefined();
});
