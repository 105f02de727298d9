import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer as createHttpServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Aws } from '../../../observability/console/src/collect/aws';
import { createCollector, type Collector } from '../../../observability/console/src/collect/collector';
import type { Prometheus } from '../../../observability/console/src/collect/prometheus';
import { readConfig } from '../../../observability/console/src/config';
import { createHands, type Hands } from '../../../observability/console/src/hands/hands';
import { applied, type Changes } from '../../../observability/console/src/http/changes';
import { createServer } from '../../../observability/console/src/http/server';
import { createRoom, type Room } from '../../../observability/console/src/room/room';
import { createViewers, MOST_VIEWERS, type Viewers } from '../../../observability/console/src/http/viewers';
import type { Snapshot } from '../../../observability/console/src/snapshot';
import { createTimeline } from '../../../observability/console/src/story/timeline';

const QUICK_MS = 20;
const TOKEN = 'a-token-of-the-class';
const DASHBOARD = {
  uid: 'd',
  title: 'D',
  panels: [{ type: 'stat', targets: [{ expr: 'sum(slo:sli{slo="$slo",clock="$clock"})', legendFormat: '{{slo}}' }] }],
};

let page: string;
let fakes: ReturnType<typeof fakeLab>;
let server: Server;
let base: string;
let collector: Collector;
let viewers: Viewers;
let hands: Hands;
let room: Room;

beforeEach(async () => {
  page = mkdtempSync(join(tmpdir(), 'console-page-'));
  writeFileSync(join(page, 'index.html'), '<title>the page</title>');
  fakes = fakeLab();
  const config = readConfig({ LAB_CLUSTER: 'SreSloLab', LAB_NAMESPACE: 'sre.local', CONSOLE_TOKEN: TOKEN });
  const timeline = createTimeline();
  viewers = createViewers(
    () => collector.snapshot(),
    () => {},
  );
  hands = createHands({
    aws: fakes.aws,
    levers: fakes.levers,
    appService: config.appService,
    appPort: config.appPort,
    picture: () => collector.known(),
    tell: (event) => timeline.add(event),
    startTraffic: () => ({ sent: () => 0, stop() {} }),
  });
  room = createRoom({
    token: TOKEN,
    sharedUrl: undefined,
    appPort: config.appPort,
    addresses: () => fakes.addresses,
    picture: () => collector.known(),
    tell: (event) => timeline.add(event),
    startTraffic: () => ({ sent: () => 0, stop() {} }),
  });
  collector = createCollector({
    config,
    aws: fakes.aws,
    prometheus: fakes.prometheus,
    findApp: async () => ({ addresses: fakes.addresses, ttl: 10, how: 'DNS' }),
    timeline,
    quickMs: QUICK_MS,
    hands: () => ({ enabled: true, running: hands.running() }),
    room: room.view,
    onPicture: () => viewers.show(),
  });
  const { prometheus } = fakes;
  server = createHttpServer(
    createServer({ collector, viewers, hands, room, prometheus, dashboards: [DASHBOARD], token: TOKEN, page }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  collector.close();
  hands.close();
  room.close();
  viewers.close();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  rmSync(page, { recursive: true });
});

const picture = async () => (await (await fetch(`${base}/sre/dashboard`)).json()) as Snapshot;
const hand = (
  action: string,
  body: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${TOKEN}`, origin: base },
) =>
  fetch(`${base}/sre/hands/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('what the console tells', () => {
  it('has everything in one JSON, each part with the moment at which it was learned', async () => {
    const { services, dns, targets, slos, alerts } = await picture();
    for (const part of [services, dns, targets, slos, alerts]) {
      expect(part).toMatchObject({ error: null, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
    }
    expect(services.data?.[0]?.tasks[0]).toMatchObject({ id: 'aaaa1111', address: '10.0.0.4', status: 'RUNNING' });
    expect(dns.data).toMatchObject({ name: 'sre-app-service.sre.local', addresses: ['10.0.0.4'], ttl: 10 });
  });

  it('keeps the old data with its old moment, and says why, when ECS or Prometheus is gone; and recovers', async () => {
    const before = await picture();
    fakes.gone = true;
    await later();
    const during = await picture();
    expect(during.services).toEqual({ ...before.services, error: 'ECS is gone' });
    expect(during.targets).toEqual({ ...before.targets, error: 'Prometheus is gone' });
    fakes.gone = false;
    await later();
    const after = await picture();
    expect(after.services.error).toBeNull();
    expect(after.services.at! > before.services.at!).toBe(true);
  });

  it('holds 200 tasks', async () => {
    fakes.tasks = 200;
    await later();
    expect((await picture()).services.data?.[0]?.tasks).toHaveLength(200);
  });

  it('answers health, metrics, alerts and circuit breakers', async () => {
    expect(await (await fetch(`${base}/sre/health`)).json()).toEqual({ status: 'ok', viewers: 0 });
    expect(await (await fetch(`${base}/sre/metrics`)).text()).toContain('sre_console_viewers 0');
    expect(await (await fetch(`${base}/sre/alerts`)).json()).toMatchObject({ data: [], error: null });
    expect(await (await fetch(`${base}/sre/circuit-breakers`)).json()).toMatchObject({ error: null });
  });

  it("has the page with a policy that lets nothing in but the console's own files", async () => {
    const response = await fetch(`${base}/sre/dashboard-ui`);
    expect(await response.text()).toContain('the page');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it("asks only a panel's own queries, with its variables filled in", async () => {
    const ok = await fetch(`${base}/sre/panel?dashboard=d&panel=0&clock=class&slo=availability`);
    expect(ok.status).toBe(200);
    expect(fakes.asked).toContain('sum(slo:sli{slo="availability",clock="class"})');
    for (const bad of [
      'dashboard=d&panel=1',
      'dashboard=d&panel=0&slo="}or+up',
      'dashboard=d&panel=0&clock=x',
      'dashboard=d&panel=0&range=7',
    ]) {
      expect((await fetch(`${base}/sre/panel?${bad}`)).status).toBe(400);
    }
  });

  it('asks Prometheus once for a room of viewers', async () => {
    const asks = Array.from({ length: 50 }, () =>
      fetch(`${base}/sre/panel?dashboard=d&panel=0&clock=class&slo=availability`),
    );
    await Promise.all(asks);
    expect(fakes.asked.filter((query) => query.startsWith('sum('))).toHaveLength(1);
  });
});

describe('the stream', () => {
  it('begins with the whole picture and goes on with what changed', async () => {
    await picture();
    const stream = await follow();
    await stream.until((shown) => shown.dns.data?.addresses[0] === '10.0.0.4');
    fakes.addresses = ['10.0.0.9'];
    await later();
    await collector.refresh();
    await stream.until(
      (shown) => shown.dns.data?.addresses[0] === '10.0.0.9' && shown.timeline.some(({ kind }) => kind === 'dns'),
    );
    expect(stream.whole()).toBe(1);
    stream.close();
  });

  it(`has room for ${MOST_VIEWERS}, and says so to the next`, async () => {
    const all = await Promise.all(Array.from({ length: MOST_VIEWERS }, follow));
    const refused = await fetch(`${base}/sre/stream`);
    expect([refused.status, ((await refused.json()) as { error: string }).error]).toEqual([
      503,
      expect.stringContaining('as many viewers'),
    ]);
    for (const one of all) one.close();
  });
});

describe('the hands', () => {
  it.each([
    ['without a token', { origin: 'own' }, 401],
    ['with another token', { origin: 'own', authorization: 'Bearer a-token-of-another' }, 401],
    ["from another site's page", { origin: 'http://evil.example', authorization: `Bearer ${TOKEN}` }, 403],
    ['from no page', { authorization: `Bearer ${TOKEN}` }, 403],
  ])('do nothing %s', async (_how, headers, status) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === 'own' ? base : value]),
    );
    expect((await hand('kill', {}, sent)).status).toBe(status);
    expect(fakes.pulled).toEqual([]);
  });

  it('kill, break, mend and scale, and say until when', async () => {
    await picture();
    expect((await hand('fault', { type: 'error', route: '*', ratio: 0.1, seconds: 60 })).status).toBe(200);
    expect((await hand('kill', {})).status).toBe(200);
    expect((await hand('scale', { desired: 3 })).status).toBe(200);
    expect((await hand('traffic', { rate: 10, failing: 0, seconds: 30 })).status).toBe(200);
    expect(fakes.pulled).toEqual(['fault error at 10.0.0.4', 'kill 10.0.0.4', 'scale sre-app-service 3']);
    const { running } = (await picture()).hands;
    expect(running.map(({ kind, endsAt }) => [kind, endsAt !== null])).toEqual([
      ['fault', true],
      ['kill', false],
      ['scale', false],
      ['traffic', true],
    ]);
    expect((await hand('heal', {})).status).toBe(200);
    expect((await hand('stop-traffic', {})).status).toBe(200);
    expect((await picture()).hands.running.map(({ kind }) => kind)).toEqual(['kill', 'scale']);
  });

  it.each([
    [
      'fault',
      { type: 'flood', route: '*', ratio: 1, seconds: 60 },
      'type must be one of error, latency, reset, got "flood"',
    ],
    [
      'fault',
      { type: 'error', route: '/../x', ratio: 1, seconds: 60 },
      'route must be * or a route such as /api/users, got "/../x"',
    ],
    ['scale', { desired: 1.5 }, 'desired must be a whole number from 0 to 10, got 1.5'],
    ['traffic', { rate: 1e6, failing: 0, seconds: 60 }, 'rate must be a whole number from 1 to 100, got 1000000'],
    ['kill', [], undefined],
  ])('refuse %s %j', async (action, body, sentence) => {
    await picture();
    const response = await hand(action, body);
    const { error } = (await response.json()) as { error?: string };
    expect([response.status, error]).toEqual(sentence === undefined ? [200, undefined] : [400, sentence]);
  });

  it('refuse more than 40 orders in a minute, so that nobody guesses the token', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 45; attempt += 1) statuses.push((await hand('check', {}, { origin: base })).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });
});

/** The next refresh asks again. */
async function later(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2 * QUICK_MS));
}

async function follow() {
  const state: { shown?: Snapshot | undefined } = {};
  let wholes = 0;
  let buffer = '';
  const request = get(`${base}/sre/stream`, { agent: false });
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    buffer += chunk.toString();
    const messages = buffer.split('\n\n');
    buffer = messages.pop() ?? '';
    for (const message of messages) {
      const changes = JSON.parse(/^data: (.*)$/m.exec(message)?.[1] ?? '') as Changes;
      if (changes.whole) wholes += 1;
      state.shown = applied(state.shown, changes);
    }
  });
  return {
    whole: () => wholes,
    close: () => void request.destroy(),
    async until(isThere: (snapshot: Snapshot) => boolean) {
      while (state.shown === undefined || !isThere(state.shown)) await once(response, 'data');
    },
  };
}

/** A lab with one task that a test changes as it goes. */
function fakeLab() {
  const lab = { gone: false, tasks: 1, addresses: ['10.0.0.4'], asked: [] as string[], pulled: [] as string[] };
  const unless = async <T>(who: string, answer: T): Promise<T> => {
    if (lab.gone) throw new Error(`${who} is gone`);
    return answer;
  };
  const task = (index: number) => ({
    taskArn: `arn:aws:ecs:us-east-1:0:task/SreSloLab/aaaa${1111 + index}`,
    group: 'service:sre-app-service',
    lastStatus: 'RUNNING',
    healthStatus: 'HEALTHY' as const,
    startedAt: new Date(0),
    attachments: [{ details: [{ name: 'privateIPv4Address', value: `10.0.0.${4 + index}` }] }],
  });
  const aws: Aws = {
    services: () => unless('ECS', [{ serviceName: 'sre-app-service', desiredCount: 1, runningCount: 1 }]),
    tasks: (status) =>
      unless('ECS', status === 'STOPPED' ? [] : Array.from({ length: lab.tasks }, (_, index) => task(index))),
    instances: () => unless('Cloud Map', []),
    scale: async (service, count) => void lab.pulled.push(`scale ${service} ${count}`),
  };
  const prometheus: Prometheus = {
    instant(query) {
      lab.asked.push(query);
      return unless('Prometheus', []);
    },
    range: () => unless('Prometheus', []),
    targets: () =>
      unless('Prometheus', [{ labels: { job: 'sre-app', instance: '10.0.0.4:5000' }, health: 'up', lastError: '' }]),
    alerts: () => unless('Prometheus', []),
    alertRules: () => unless('Prometheus', []),
  };
  const levers = {
    setFault: async (address: string, { type }: { type: string }) =>
      void lab.pulled.push(`fault ${type} at ${address}`),
    removeFaults: async () => {},
    kill: async (address: string) => void lab.pulled.push(`kill ${address}`),
  };
  return Object.assign(lab, { aws, prometheus, levers });
}
