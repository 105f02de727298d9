import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { fetchAlerts } from '../../lib/cli/alertmanager/api';
import { locateAlertmanager } from '../../lib/cli/alertmanager/locate';
import { poll } from '../../lib/cli/poll';
import { LabError } from '../../lib/model/errors';
import { findProjectRoot } from '../../lib/model/project-root';

jest.setTimeout(60_000);

const IMAGE = join(findProjectRoot(__dirname), 'observability/alertmanager');
const CONFIG = join(IMAGE, 'alertmanager.yml');

/** Of Debian's package prometheus-alertmanager. */
async function amtool(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('amtool', args);
  return stdout.trim();
}

describe('alertmanager.yml', () => {
  test('is what Alertmanager reads', async () => {
    expect(await amtool('check-config', CONFIG)).toContain('SUCCESS');
  });

  test.each([
    { labels: ['kind=burn', 'clock=class', 'severity=P0'], receiver: 'class-hour' },
    { labels: ['kind=burn', 'clock=real', 'severity=P0'], receiver: 'real-month' },
    { labels: ['kind=cause', 'severity=P0'], receiver: 'causes' },
    { labels: ['kind=absence', 'slo=availability'], receiver: 'causes' },
    { labels: ['kind=watchdog', 'alertname=Watchdog'], receiver: 'dead-mans-switch' },
    { labels: ['alertname=Other'], receiver: 'lab' },
  ])('sends $labels to $receiver and nowhere else', async ({ labels, receiver }) => {
    expect(await amtool('config', 'routes', 'test', '--config.file', CONFIG, ...labels)).toBe(receiver);
  });

  test('lets a severer tier silence the others of its objective and clock, and none itself', () => {
    const {
      inhibit_rules: rules,
    }: { inhibit_rules: { source_matchers: string[]; target_matchers: string[]; equal: string[] }[] } = parse(
      readFileSync(CONFIG, 'utf8'),
    );
    expect(rules.map(({ source_matchers: [, source], target_matchers: [, target] }) => [source, target])).toEqual([
      ['severity = P0', 'severity =~ "P1|P2|P3"'],
      ['severity = P1', 'severity =~ "P2|P3"'],
      ['severity = P2', 'severity = P3'],
    ]);
    for (const { equal } of rules) expect(equal).toEqual(['slo', 'objective', 'clock']);
  });

  test('is what Alertmanager reads with every destination in it', async () => {
    const data = mkdtempSync(join(tmpdir(), 'lab-alertmanager-'));
    try {
      const { status } = spawnSync(join(IMAGE, 'entrypoint.sh'), {
        env: {
          PATH: process.env.PATH,
          ALERTMANAGER_PROGRAM: 'true',
          ALERTMANAGER_CONFIG: CONFIG,
          ALERTMANAGER_DATA: data,
          ALERT_WEBHOOK_URL: 'https://hooks.example.com/a?b=c&d=$e',
          ALERT_EMAIL: 'oncall@example.com',
          SMTP_HOST: 'smtp.example.com',
          SMTP_FROM: 'lab@example.com',
          SMTP_USERNAME: 'lab',
          SMTP_PASSWORD: `it's "$(secret)"`,
          ALERT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:pages',
          HEARTBEAT_URL: 'https://hc.example.com/1',
        },
      });
      expect(status).toBe(0);
      expect(await amtool('check-config', join(data, 'alertmanager.yml'))).toContain('5 receivers');
    } finally {
      rmSync(data, { recursive: true });
    }
  });
});

describe('the real Alertmanager, started by the entry point', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-alertmanager-'));
  const heard = new Map<string, Notification[]>();
  let listener: Server;
  let alertmanager: ChildProcess;
  let url: string;

  beforeAll(async () => {
    listener = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const path = request.url ?? '';
        heard.set(path, [...(heard.get(path) ?? []), JSON.parse(body)]);
        response.end();
      });
    });
    const hooks = `http://127.0.0.1:${await listen(listener)}`;
    const found = await locateAlertmanager(process.env, { tools: folder, alertmanager: folder });
    if (!found) throw new Error("there is no Alertmanager here; it is Debian's package prometheus-alertmanager");
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const data = join(folder, 'data');
    mkdirSync(data);
    alertmanager = spawn(join(IMAGE, 'entrypoint.sh'), [`--web.listen-address=127.0.0.1:${port}`], {
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        ALERTMANAGER_PROGRAM: found.program,
        ALERTMANAGER_CONFIG: CONFIG,
        ALERTMANAGER_DATA: data,
        ALERT_WEBHOOK_URL: `${hooks}/alerts`,
        HEARTBEAT_URL: `${hooks}/heartbeat`,
      },
    });
    await until(() => fetchAlerts(url), 'Alertmanager answers');
    await tell(url, [
      { alertname: 'Watchdog', kind: 'watchdog' },
      burn('class', 'P0'),
      burn('class', 'P1'),
      burn('real', 'P3'),
      { alertname: 'CpuAbove80Percent', kind: 'cause', severity: 'P1' },
    ]);
  });

  afterAll(async () => {
    const ended = new Promise((resolve) => alertmanager.once('close', resolve));
    alertmanager.kill();
    await ended;
    listener.close();
    listener.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is healthy by the health check of the template', async () => {
    expect(await amtool(`--alertmanager.url=${url}`, 'cluster', 'show')).toContain('Cluster Status:');
  });

  test('tells class hour, real month and causes apart, and of each promise and clock only the most severe tier', async () => {
    const told = await until(() => {
      const all = heard.get('/alerts') ?? [];
      return new Set(all.map(({ receiver }) => receiver)).size === 3 ? all : undefined;
    }, 'three receivers are told');
    expect(
      Object.fromEntries(
        told.map(({ receiver, alerts }) => [
          receiver,
          alerts.map(({ labels }) => [labels.clock, labels.severity].filter(Boolean).join(' ')),
        ]),
      ),
    ).toEqual({ 'class-hour': ['class P0'], 'real-month': ['real P3'], causes: ['P1'] });
  });

  test('says in its API who is told of what, and what is inhibited', async () => {
    const alerts = await fetchAlerts(url);
    expect(
      alerts?.map(({ name, severity, about, receivers, state }) => [name, severity, about, receivers, state]),
    ).toEqual([
      ['BurnRateP0', 'P0', 'availability 99% class hour', ['class-hour'], 'active'],
      ['BurnRateP1', 'P1', 'availability 99% class hour', ['class-hour'], 'inhibited'],
      ['CpuAbove80Percent', 'P1', '', ['causes'], 'active'],
      ['BurnRateP3', 'P3', 'availability 99% real month', ['real-month'], 'active'],
      ['Watchdog', null, '', ['dead-mans-switch'], 'active'],
    ]);
  });

  test('sends the heartbeat at once, to nobody else, and of nothing else', async () => {
    const [first] = await until(() => heard.get('/heartbeat'), 'the heartbeat');
    expect(first).toMatchObject({
      receiver: 'dead-mans-switch',
      status: 'firing',
      alerts: [{ labels: { alertname: 'Watchdog' } }],
    });
    expect(heard.get('/heartbeat')?.flatMap(({ alerts }) => alerts.map(({ labels }) => labels.kind))).toEqual([
      'watchdog',
    ]);
  });
});

interface Notification {
  readonly receiver: string;
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

const burn = (clock: string, severity: string) => ({
  alertname: `BurnRate${severity}`,
  kind: 'burn',
  clock,
  severity,
  slo: 'availability',
  objective: '99%',
});

async function tell(url: string, alerts: readonly Record<string, string>[]): Promise<void> {
  const response = await fetch(`${url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(alerts.map((labels) => ({ labels }))),
  });
  expect(response.status).toBe(200);
}

function until<T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  return poll(async () => look(), {
    timeoutMs: 30_000,
    tooLate: () => new LabError('TooLate', `after 30 s, still not: ${what}`),
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
