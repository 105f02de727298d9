import { eventually, startForeground, status, type ForegroundLab } from './_lab';

const APP = 'http://localhost:5000';

/** Faults of the network, seen by a client outside: what they do, that they end, and that ECS does not notice. */
describe('a lab whose network is disturbed', () => {
  let running: ForegroundLab;
  beforeAll(async () => {
    running = startForeground('--traffic', '0');
    await running.ready;
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
  });

  const put = async (fault: object) => {
    const headers = { 'content-type': 'application/json', connection: 'close' };
    const response = await fetch(`${APP}/chaos/faults`, { method: 'PUT', headers, body: JSON.stringify(fault) });
    return { status: response.status, said: await response.text() };
  };
  const remove = async () => void (await fetch(`${APP}/chaos/faults`, { method: 'DELETE' }));
  /** Milliseconds until the whole answer was there; undefined without one in time. */
  const answer = async (path = '/', timeoutMs = 10_000): Promise<number | undefined> => {
    const start = performance.now();
    try {
      const options = { signal: AbortSignal.timeout(timeoutMs), headers: { connection: 'close' } };
      await (await fetch(APP + path, options)).text();
      return performance.now() - start;
    } catch {
      return undefined;
    }
  };
  const isQuick = async () => ((await answer('/', 2_000)) ?? Infinity) <= 250;
  const taskOfTheApp = async () =>
    (await status()).services
      .find(({ name }) => name === 'sre-app-service')!
      .tasks.find(({ health }) => health === 'HEALTHY')?.id;

  it('delays the acceptance of a connection and its answer, until the fault is taken back', async () => {
    expect(await put({ type: 'network-latency', delayMs: 200, ttlSeconds: 600 })).toMatchObject({ status: 200 });
    expect(await answer()).toBeGreaterThanOrEqual(399);
    await remove();
    await eventually(isQuick);
  });

  it('loses what leaves the task, until the fault ends by itself', async () => {
    // Refused while the fault before it is still being ended; and its own answer is lost, too, until the fault is over.
    const accepted = eventually(async () => {
      const { status: code } = await put({ type: 'network-loss', ratio: 1, ttlSeconds: 6 });
      return code === 200;
    });
    await eventually(async () => (await answer('/', 1_000)) === undefined);
    await accepted;
    await eventually(isQuick);
  });

  it('lets nobody reach the task, which ECS keeps, until the partition ends by itself', async () => {
    const before = await taskOfTheApp();
    expect(await put({ type: 'network-partition', ttlSeconds: 6 })).toMatchObject({ status: 200 });
    expect(await answer('/', 1_500)).toBeUndefined();
    expect(await taskOfTheApp()).toBe(before);
    await eventually(isQuick);
    expect(await taskOfTheApp()).toBe(before);
  });

  it('has one of latency and loss at a time, and says so', async () => {
    const both = [
      { type: 'network-latency', delayMs: 200 },
      { type: 'network-loss', ratio: 0.2 },
    ];
    const { status: code, said } = await put(both);
    expect([code, said]).toEqual([400, expect.stringContaining('one network-latency or network-loss fault')]);
  });

  it('makes answers wait for a narrow link', async () => {
    const { said } = await put({ type: 'bandwidth', bytesPerSecond: 500, ttlSeconds: 600 });
    expect(said).toContain('"bandwidth"');
    // More than 700 bytes.
    expect(await answer('/api/users')).toBeGreaterThanOrEqual(1_300);
    await remove();
    await eventually(isQuick);
  });
});
