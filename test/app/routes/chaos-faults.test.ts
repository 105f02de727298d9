import * as fc from 'fast-check';
import { FAULT_TYPES } from '../../../app/src/chaos/fault';
import { chaosClient } from '../_helpers/chaos-client';
import { type RunningService, startService } from '../_helpers/running-service';
import { sample, seriesOf } from '../_helpers/samples';

let service: RunningService;
let chaos: ReturnType<typeof chaosClient>;

async function given(env: Readonly<Record<string, string>> = {}): Promise<void> {
  service = await startService(undefined, { env });
  chaos = chaosClient(service);
}
afterEach(async () => {
  await chaos.removeAll();
  service.close();
});

const ERROR = { type: 'error', route: '/risky', ratio: 0.5, owner: 'class 3b' };

describe('with the API open', () => {
  beforeEach(() => given());

  test('no fault is there at the start', async () => {
    expect(await chaos.list()).toEqual({ status: 200, body: { faults: [] } });
  });

  test('one fault is set, shown and removed', async () => {
    const { status, body } = await chaos.put(ERROR);
    expect(status).toBe(200);
    expect(body.faults).toMatchObject([
      { type: 'error', route: '/risky', strength: 0.5, owner: 'class 3b', source: 'api', settings: { status: 500 } },
    ]);
    const { id, createdAt, endsAt } = body.faults[0];
    expect(Date.parse(endsAt) - Date.parse(createdAt)).toBe(300_000);
    expect((await chaos.list()).body.faults).toMatchObject([{ id }]);
    expect(await chaos.remove(id)).toEqual({ status: 200, body: { removed: [id] } });
    expect((await chaos.list()).body).toEqual({ faults: [] });
  });

  test('a list is set in one go, and all are removed in one go', async () => {
    const { body } = await chaos.put([{ type: 'latency', ms: 5 }, { type: 'stale' }, ERROR]);
    const ids = body.faults.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(['latency-all', 'stale', expect.stringMatching(/^error-risky-class-3b-[\da-f]{6}$/)]);
    expect((await chaos.removeAll()).body).toEqual({ removed: ids });
  });

  test('fails with 404 for a fault that is not there, and names those that are', async () => {
    expect((await chaos.remove('error-home')).body.error).toMatchObject({
      code: 'FaultNotFound',
      message: 'there is no fault with this id: none is active',
    });
    await chaos.put({ type: 'stale' });
    const { status, body } = await chaos.remove('error-home');
    expect([status, body.error.message]).toEqual([404, 'there is no fault with this id: active are stale']);
  });

  test.each([
    [{ ...ERROR, ratio: -1 }, 'InvalidInput', 'ratio must be a number from 0.000001 to 1, got -1'],
    [{ ...ERROR, ratio: null }, 'InvalidInput', 'ratio must be a number from 0.000001 to 1, got null'],
    [{ ...ERROR, ration: 1 }, 'InvalidInput', 'has no "ration": allowed are type, id, owner'],
    [[], 'InvalidInput', 'must have at least one fault'],
    [
      { ...ERROR, route: '/metrics' },
      'InvalidFault',
      'there is no route /metrics: faults can be set on * or one of /,',
    ],
    [{ ...ERROR, route: '/chaos/faults' }, 'InvalidFault', 'there is no route /chaos/faults'],
  ])('fails with 400 for %j and says why', async (fault, code, message) => {
    const { status, body } = await chaos.put(fault);
    expect([status, body.error.code]).toEqual([400, code]);
    expect(body.error.message.replace(/^body[.:] ?/, '').replace(/^(\w+):/, '$1')).toContain(message);
    expect((await chaos.list()).body.faults).toEqual([]);
  });

  test('whatever is put or asked for by header, nothing breaks', async () => {
    const written = fc.oneof(
      fc.jsonValue(),
      fc.record({ type: fc.constantFrom(...FAULT_TYPES), ratio: fc.double(), ms: fc.double(), id: fc.string() }),
    );
    await fc.assert(
      fc.asyncProperty(written, async (value) => expect([200, 400]).toContain((await chaos.put(value)).status)),
      { numRuns: 100 },
    );
    await chaos.removeAll();
    const header = fc.string({
      unit: fc.constantFrom('error', 'latency', '=', ';', ',', '.', ' ', '\t', '0', '5', '"'),
    });
    await fc.assert(
      fc.asyncProperty(header, async (text) => {
        const answer = await fetch(service.url, { headers: { 'x-chaos-fault': text } });
        expect([200, 400]).toContain(answer.status);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test('fails with 400 for a huge number, which is an infinite one', async () => {
    const answer = await fetch(`${service.url}/chaos/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"type":"latency","ms":1e999}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('from 1 to 60000, got Infinity');
  });

  test('a fault shows in the metric, and its series stay when it is over', async () => {
    const before = seriesOf(await service.metrics(), 'chaos_fault_strength');
    const series = 'chaos_fault_strength{type="error",route="/risky"}';
    expect(sample(await service.metrics(), series)).toBe(0);
    await chaos.put({ ...ERROR, owner: undefined });
    await chaos.put({ ...ERROR, owner: 'ana', ratio: 0.25 });
    expect(sample(await service.metrics(), series)).toBe(0.75);
    await chaos.removeAll();
    const scrape = await service.metrics();
    expect(sample(scrape, series)).toBe(0);
    expect(seriesOf(scrape, 'chaos_fault_strength')).toEqual(before);
  });

  test('the log says when a fault starts and ends, and why', async () => {
    await chaos.put(ERROR);
    await chaos.put({ ...ERROR, ratio: 1 });
    await chaos.removeAll();
    const lines = service.log.filter(({ msg }) => String(msg).startsWith('fault '));
    expect(lines.map(({ level, msg, reason }) => [level, msg, reason])).toEqual([
      ['warn', 'fault started', undefined],
      ['warn', 'fault ended', 'replaced'],
      ['warn', 'fault started', undefined],
      ['warn', 'fault ended', 'removed'],
    ]);
  });

  test('its own requests are not part of the traffic', async () => {
    await chaos.put({ type: 'error', ratio: 1 });
    await chaos.list();
    expect(await service.metrics()).not.toMatch(/^http_requests_total\{.*chaos/m);
  });
});

describe('with a token', () => {
  beforeEach(() => given({ CHAOS_TOKEN: 'open-sesame' }));
  afterEach(() => chaosClient(service, { authorization: 'Bearer open-sesame' }).removeAll());

  test.each([
    {},
    { authorization: 'Bearer wrong-sesame' },
    { authorization: 'Bearer open-sesame2' },
    { authorization: 'Bearer' },
    { authorization: 'Basic open-sesame' },
    { authorization: 'open-sesame' },
  ])('fails with 401 for %j', async (headers) => {
    const stranger = chaosClient(service, headers as Record<string, string>);
    for (const answer of [
      await stranger.list(),
      await stranger.put({ type: 'stale' }),
      await stranger.put({ nonsense: true }),
      await stranger.remove('stale'),
      await stranger.removeAll(),
    ]) {
      expect(answer).toEqual({
        status: 401,
        body: {
          error: {
            code: 'TokenNeeded',
            message: 'this needs the header Authorization: Bearer with the value of CHAOS_TOKEN',
            requestId: expect.any(String),
          },
        },
      });
    }
  });

  test('a 401 says which scheme it wants', async () => {
    expect((await fetch(`${service.url}/chaos/faults`)).headers.get('www-authenticate')).toBe('Bearer');
  });

  test('everything works with it, however the scheme is written', async () => {
    expect((await chaosClient(service, { authorization: 'bearer open-sesame' }).put({ type: 'stale' })).status).toBe(
      200,
    );
    expect((await chaosClient(service, { authorization: 'Bearer open-sesame' }).remove('stale')).status).toBe(200);
  });

  test('nothing else needs it, not even a fault by header', async () => {
    expect((await fetch(service.url)).status).toBe(200);
    expect((await fetch(service.url, { headers: { 'x-chaos-fault': 'error=1;status=503' } })).status).toBe(503);
  });

  test('the log does not have it', async () => {
    await chaosClient(service, { authorization: 'Bearer open-sesame' }).list();
    expect(JSON.stringify(service.log)).not.toContain('open-sesame');
  });
});

describe('without the API', () => {
  beforeEach(() => given({ CHAOS_ENABLED: 'false', CHAOS_FAULTS: JSON.stringify({ ...ERROR, ratio: 1 }) }));

  test('there are no routes', async () => {
    for (const { status } of [await chaos.list(), await chaos.put(ERROR), await chaos.remove('x')]) {
      expect(status).toBe(404);
    }
  });

  test('the header is like any other', async () => {
    expect((await fetch(service.url, { headers: { 'x-chaos-fault': 'error=1' } })).status).toBe(200);
    expect((await fetch(service.url, { headers: { 'x-chaos-fault': 'nonsense' } })).status).toBe(200);
  });

  test('the faults of the start are there all the same: only another start is without them', async () => {
    expect((await fetch(`${service.url}/risky`)).status).toBe(500);
  });
});

test('the faults of the start have no end, and can be removed', async () => {
  await given({ CHAOS_FAULTS: '[{"type":"error","route":"/risky","ratio":1,"status":502}]' });
  expect((await chaos.list()).body.faults).toMatchObject([
    { id: 'error-risky', source: 'environment', endsAt: null, remainingSeconds: null },
  ]);
  expect((await fetch(`${service.url}/risky`)).status).toBe(502);
  await chaos.remove('error-risky');
  const statuses = await Promise.all([1, 2, 3].map(async () => (await fetch(`${service.url}/risky`)).status));
  expect(statuses).toContain(200);
});
