import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proberImage } from '../../../lib/cli/images/prober';
import { findProjectRoot } from '../../../lib/model/project-root';
import { sample } from '../../app/_helpers/samples';

const ROOT = findProjectRoot(__dirname);

/** The bundle, far from any node_modules, with the command and the environment of the lab on a laptop. */
describe('the prober as a process', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  const servers: Server[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-prober-'));
    execFileSync(process.execPath, [join(ROOT, 'observability/prober/esbuild.config.js'), folder]);
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function start(environment: Record<string, string>) {
    const program = proberImage(ROOT, process.env).program({ snapshot: folder, scratch: folder, volumes: {} });
    if ('missing' in program) throw new Error(program.missing);
    const [command = '', ...args] = program.command;
    const child = spawn(command, args, { cwd: folder, env: { ...program.environment, ...environment } });
    children.push(child);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    const exit = once(child, 'close').then(([code]: unknown[]) => code);
    /** Resolves with the first log line of that message. */
    async function logged(message: string): Promise<Record<string, unknown>> {
      for (;;) {
        const lines = stdout.split('\n').slice(0, -1);
        const line = lines.map((text) => JSON.parse(text)).find(({ msg }) => msg === message);
        if (line) return line;
        const ended = await Promise.race([once(child.stdout, 'data').then(() => false), exit.then(() => true)]);
        if (ended) throw new Error(`ended before it logged "${message}": ${stderr}`);
      }
    }
    return { child, exit, logged, stderr: () => stderr };
  }

  async function serve(listener: Parameters<typeof createServer>[1]): Promise<number> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  const metricsOf = async (line: Record<string, unknown>) => {
    const { metrics } = line as { metrics: { port: number } };
    return `http://127.0.0.1:${metrics.port}/metrics`;
  };

  test('probes again and again, counts, tells the outage and its end, and stops at SIGTERM', async () => {
    let status = 200;
    let probed = 0;
    let seenTwice = () => {};
    const twice = new Promise<void>((resolve) => (seenTwice = resolve));
    const app = await serve((_, response) => {
      response.writeHead(status).end();
      if ((probed += 1) === 2) seenTwice();
    });
    const discovery = await serve((_, response) => response.end(JSON.stringify([{ targets: [`127.0.0.1:${app}`] }])));
    const prober = start({
      PORT: '0',
      PROBE_TARGET: `http://app.test:${app}/`,
      PROBE_DISCOVERY: `http://127.0.0.1:${discovery}/dns-sd`,
    });
    const begun = await prober.logged('probing');
    expect(begun).toMatchObject({ level: 'info', target: `http://app.test:${app}/`, foundBy: 'http' });
    const url = await metricsOf(begun);
    // Before the first answer a failure is none.
    await twice;
    status = 503;
    expect(await prober.logged('the service does not answer from outside')).toMatchObject({
      level: 'warn',
      reason: 'status',
      detail: 'status 503',
    });
    status = 200;
    await prober.logged('the service answers from outside again');
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    const [probes, failures] = [
      sample(text, 'outside_in_probes_total'),
      sample(text, 'outside_in_probe_failures_total{reason="status"}'),
    ];
    expect(failures).toBeGreaterThanOrEqual(1);
    expect(probes).toBeGreaterThan(failures!);
    expect(sample(text, 'outside_in_probe_success')).toBe(1);
    prober.child.kill('SIGTERM');
    expect(await prober.exit).toBe(0);
  });

  test('answers nothing but its metrics', async () => {
    const prober = start({ PORT: '0', PROBE_TARGET: 'http://127.0.0.1:1/' });
    const url = await metricsOf(await prober.logged('probing'));
    for (const response of [await fetch(new URL('/', url)), await fetch(url, { method: 'POST', body: 'x' })]) {
      expect(response.status).toBe(404);
      expect(await response.text()).toBe('allowed: GET /metrics\n');
    }
  });

  test('fails with one sentence without a target', async () => {
    const prober = start({});
    expect(await prober.exit).toBe(2);
    expect(prober.stderr()).toContain('PROBE_TARGET must be an http:// URL');
    expect(prober.stderr()).not.toContain('    at ');
  });

  test('fails with one sentence on a port that is taken', async () => {
    const taken = await serve(() => {});
    const prober = start({ PORT: String(taken), PROBE_TARGET: 'http://127.0.0.1:1/' });
    expect(await prober.exit).toBe(1);
    expect(prober.stderr()).toContain(`cannot listen on port ${taken} of 127.0.0.1: `);
  });
});
