import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProjectRoot } from '../../../lib/model/project-root';
import { until } from '../../app/_helpers/until';

const ROOT = findProjectRoot(__dirname);

interface Received {
  readonly target: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** The image's bundle with the real SDK, between a Prometheus and a CloudWatch that are stand-ins. */
describe('the publisher as a process', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  const servers: Server[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-publisher-'));
    execFileSync(process.execPath, [join(ROOT, 'observability/publisher/esbuild.config.js'), folder]);
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function serve(listener: Parameters<typeof createServer>[1]): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  function start(environment: Record<string, string>) {
    const child = spawn(process.execPath, ['--max-semi-space-size=1', '--max-old-space-size=32', 'publisher.js'], {
      cwd: folder,
      env: {
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...environment,
      },
    });
    children.push(child);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    const exit = once(child, 'close').then(([code]: unknown[]) => code);
    return { child, exit, stdout: () => stdout, stderr: () => stderr };
  }

  test("puts Prometheus' number into the namespace of the lab, signed, and stops at SIGTERM", async () => {
    const asked: string[] = [];
    const received: Received[] = [];
    const prometheus = await serve((request, response) => {
      asked.push(new URL(request.url!, 'http://prometheus').searchParams.get('query')!);
      response.end(
        '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1700000000.5,"21.5"]}]}}',
      );
    });
    const take = async (request: IncomingMessage, response: ServerResponse) => {
      const text = await bodyOf(request);
      received.push({
        target: String(request.headers['x-amz-target']),
        authorization: request.headers.authorization,
        body: JSON.parse(text),
      });
      response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' }).end('{}');
    };
    const cloudWatch = await serve((request, response) => void take(request, response));
    const publisher = start({
      PROMETHEUS_URL: prometheus,
      AWS_ENDPOINT_URL: cloudWatch,
      QUERY: 'max(slo:burn_rate)',
      METRIC_NAMESPACE: 'SreSloLab',
      METRIC_NAME: 'BurnRate',
      LAB: 'SreSloLab-team-3',
      PERIOD_SECONDS: '1',
    });
    await until('two metrics', () => received.length >= 2);
    expect(asked[0]).toBe('max(slo:burn_rate)');
    expect(received[0]!.target).toMatch(/\.PutMetricData$/);
    expect(received[0]!.authorization).toContain('/eu-west-1/monitoring/aws4_request');
    expect(received[0]!.body).toEqual({
      Namespace: 'SreSloLab',
      MetricData: [
        {
          MetricName: 'BurnRate',
          Dimensions: [{ Name: 'Lab', Value: 'SreSloLab-team-3' }],
          Timestamp: 1_700_000_000.5,
          Value: 21.5,
          Unit: 'None',
        },
      ],
    });
    expect(publisher.stdout()).toBe('');
    publisher.child.kill('SIGTERM');
    expect(await publisher.exit).toBe(0);
  });

  test('says why nothing is published, and goes on when CloudWatch takes the metric again', async () => {
    let allowed = false;
    const prometheus = await serve((_, response) =>
      response.end('{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"2"]}]}}'),
    );
    const cloudWatch = await serve((request, response) => {
      request.resume();
      if (allowed) response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' }).end('{}');
      else
        response
          .writeHead(403)
          .end('{"__type":"AccessDeniedException","message":"no identity-based policy allows it"}');
    });
    const publisher = start({
      PROMETHEUS_URL: prometheus,
      AWS_ENDPOINT_URL: cloudWatch,
      QUERY: 'up',
      METRIC_NAMESPACE: 'SreSloLab',
      METRIC_NAME: 'BurnRate',
      LAB: 'SreSloLab',
      PERIOD_SECONDS: '1',
    });
    await until('a log line', () => publisher.stdout().includes('\n'));
    expect(JSON.parse(publisher.stdout().split('\n')[0]!)).toMatchObject({
      level: 'warn',
      msg: 'CloudWatch does not take the metric',
      reason: 'no identity-based policy allows it',
    });
    allowed = true;
    await until('the end of the failure', () => publisher.stdout().includes('"publishing"'));
  });

  test('fails with one sentence without a query', async () => {
    const publisher = start({});
    expect(await publisher.exit).toBe(2);
    expect(publisher.stderr()).toBe('QUERY must not be empty, and it is not set\n');
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
