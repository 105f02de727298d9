import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventEmitter } from 'node:events';
import { traffic } from '../../../lib/cli/commands/traffic';
import { formatTraffic } from '../../../lib/cli/format/traffic';
import { PLAIN } from '../../../lib/cli/format/style';
import { LAB_SHARES, parseMix } from '../../../lib/cli/traffic/mix';
import { runTraffic, type TrafficRun } from '../../../lib/cli/traffic/run-traffic';
import { listenForStop } from '../../../lib/cli/up/stop-request';
import { fakeContext } from '../fake-host';
import { fakeApi, healthyLab, type FakeLab } from '../status/fake-lab';

const RUN: TrafficRun = {
  rate: 100,
  rampSeconds: 0,
  spikes: [],
  seconds: 1,
  arrivals: 'even',
  shares: LAB_SHARES,
  maxInFlight: 100,
};

describe('a run of traffic', () => {
  let server: Server;
  let port = 0;
  const paths = new Map<string, number>();
  beforeAll(async () => {
    server = createServer((req, res) => {
      const path = req.url ?? '';
      paths.set(path, (paths.get(path) ?? 0) + 1);
      res.writeHead(path === '/fail' ? 500 : 200).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => paths.clear());
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function run(change: Partial<TrafficRun>, lab: FakeLab = healthyLab()) {
    const signals = new EventEmitter();
    const context = fakeContext({ signals });
    const stop = listenForStop(signals);
    const reached = { api: fakeApi(lab), cluster: 'SreSloLab', endpoint: null, dns: null };
    const report = runTraffic(reached, { ...RUN, to: { host: '127.0.0.1', port }, ...change }, context, stop);
    return { report, signals };
  }

  it('is as many requests of each kind as were asked for', async () => {
    const report = await run({ shares: parseMix('/=3,/fail=1') }).report;
    expect(report).toMatchObject({ asked: 100, sent: 100, errors: 25, dropped: 0, interrupted: false, slo: null });
    expect(Object.fromEntries(paths)).toEqual({ '/': 75, '/fail': 25 });
    expect(formatTraffic(report, PLAIN)).toMatch(
      /^● 100 requests in 1\.0 s, 100\.0 a second\n {2}errors {5}25, 25\.0 %/,
    );
  });

  it('ends with what there was at a stop signal', async () => {
    const { report, signals } = run({ seconds: 600 });
    const asked = setInterval(() => {
      if ((paths.get('/') ?? 0) < 3) return;
      clearInterval(asked);
      signals.emit('SIGINT', 'SIGINT');
    }, 5);
    const { interrupted, sent, seconds } = await report;
    expect(interrupted).toBe(true);
    expect(sent).toBeGreaterThanOrEqual(3);
    expect(seconds).toBeLessThan(600);
  });

  it('does not begin where there is nowhere to send to', async () => {
    const { report } = run({ to: undefined }, { ...healthyLab(), publicAddresses: {} });
    await expect(report).rejects.toThrow(
      'no task of the app has a public address now, so there is nowhere to send traffic; look with "npx lab status", ' +
        'start one with "npx lab scale 1", or name a load balancer with --url',
    );
  });
});

describe('the command line of traffic', () => {
  const parse = (flag: string) => traffic.options.find(({ flags }) => flags.startsWith(flag))!.parse!;

  it('takes an http address', () => {
    expect(parse('--url')('http://lab-123.elb.amazonaws.com')).toEqual(new URL('http://lab-123.elb.amazonaws.com/'));
  });

  it.each(['localhost:5000', 'https://x/', 'http://x/path', ''])('refuses the address "%s"', (text) => {
    expect(() => parse('--url')(text)).toThrow(
      `--url is "${text}"; allowed: an http address without a path, such as http://localhost:5000`,
    );
  });

  it('refuses a ramp that is longer than all of it', async () => {
    const options = { rate: 1, arrivals: 'even', maxInFlight: 1, ramp: 20, for: 10 } as const;
    await expect(traffic.run(fakeContext(), options)).rejects.toThrow(
      '--ramp takes 20s, but --for ends after 10s; allowed: a ramp within --for',
    );
  });
});
