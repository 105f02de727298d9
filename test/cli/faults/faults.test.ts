import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultRequest, parseMembers, parseStrength } from '../../../lib/cli/faults/fault-request';
import { faultsApi } from '../../../lib/cli/faults/faults-api';
import { faultsOfEveryTask } from '../../../lib/cli/faults/on-every-task';
import { formatFault } from '../../../lib/cli/format/fault';
import { PLAIN } from '../../../lib/cli/format/style';
import { type RunningService, startService } from '../../app/_helpers/running-service';
import { app, snapshot, task } from '../snapshot/lab-snapshots';

describe('what is asked for', () => {
  it.each([
    ['10%', 0.1],
    ['0.25', 0.25],
    ['200ms', 200],
    ['2s', 2000],
    ['10kB/s', 10_000],
    ['500B/s', 500],
    ['1MB/s', 1_000_000],
    ['7%', 0.07],
  ])('reads the strength %s', (text, value) => {
    expect(parseStrength(text)).toBe(value);
  });

  it.each(['', '0', 'much', '-1', '10 percent'])('refuses the strength "%s"', (text) => {
    expect(() => parseStrength(text)).toThrow(
      `--strength is "${text}"; allowed: a share, a time, a rate or a number, such as 10%, 200ms, 10kB/s or 0.5`,
    );
  });

  it('reads further members by what they look like', () => {
    expect(parseMembers('status=503, random=true,owner=ana,distribution=pareto,shape=1.5')).toEqual({
      status: 503,
      random: true,
      owner: 'ana',
      distribution: 'pareto',
      shape: 1.5,
    });
    expect(() => parseMembers('status')).toThrow(
      '--with has "status"; allowed: members of docs/faults.md, such as status=503,seed=7',
    );
  });

  it('is a fault with the strength where its type has it', () => {
    expect(
      faultRequest('latency', { strength: 300, route: '/api/users', seconds: 60, members: { ratio: 0.2 } }),
    ).toEqual({
      type: 'latency',
      ms: 300,
      route: '/api/users',
      ttlSeconds: 60,
      ratio: 0.2,
    });
    expect(faultRequest('event_loop', { strength: 0.3, seconds: 5 })).toEqual({
      type: 'event_loop',
      blockMs: 300,
      everyMs: 1000,
      ttlSeconds: 5,
    });
  });

  it('refuses a type that there is not', () => {
    expect(() => faultRequest('fire', { seconds: 60 })).toThrow(
      'there is no fault "fire"; there are: error, reset, dependency, latency, slow_queries, cpu, memory, event_loop, stale, readiness',
    );
  });
});

describe('the tasks that a fault goes to', () => {
  it('says where else to set one when they are in private subnets', () => {
    const closed = snapshot(0, { services: [app([task('a', '10.0.0.5', { publicAddress: null })])] });
    expect(() => faultsOfEveryTask(closed, undefined)).toThrow(
      'the task of the app has no public address to send a fault to: in private subnets, behind a load balancer that lets no /chaos in; ' +
        "the console's hands set faults from inside (the path /sre/dashboard-ui), and so does FIS (docs/production.md)",
    );
  });

  it('says how to get one when there is none', () => {
    expect(() => faultsOfEveryTask(snapshot(0, { services: [app([])] }), undefined)).toThrow(
      'no task of the app runs now; look with "npx lab status", and start one with "npx lab scale 1"',
    );
  });
});

describe('the faults of the app', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  it.each([
    'error',
    'reset',
    'dependency',
    'latency',
    'slow_queries',
    'cpu',
    'memory',
    'event_loop',
    'stale',
    'readiness',
  ])('takes %s as the CLI asks for it by default, shows it and ends it', async (type) => {
    const api = faultsApi(service.url, undefined);
    const [set] = await api.put(faultRequest(type, { seconds: 60 }));
    expect(await api.list()).toEqual([expect.objectContaining({ id: set!.id, type })]);
    expect(await api.remove(set!.id)).toEqual([set!.id]);
    expect(await api.list()).toEqual([]);
  });

  it('ends all, and is not surprised by one that is not there', async () => {
    const api = faultsApi(service.url, undefined);
    await api.put(faultRequest('stale', { seconds: 60 }));
    expect(await api.remove('nobody')).toEqual([]);
    expect(await api.remove('all')).toEqual(['stale']);
  });

  it("fails with the app's own sentence", async () => {
    const api = faultsApi(service.url, undefined);
    await expect(api.put(faultRequest('error', { strength: 2, seconds: 60 }))).rejects.toThrow(
      'the app refuses the fault: ratio: must be a number from 0.000001 to 1, got 2',
    );
  });
});

describe('an app that does not play along', () => {
  let server: Server;
  let url = '';
  let status = 401;
  const tokens: (string | undefined)[] = [];
  beforeAll(async () => {
    server = createServer((req, res) => {
      tokens.push(req.headers.authorization);
      res.writeHead(status).end('<html>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it.each([
    [401, 'the app wants its chaos token; give it by --token or in CHAOS_TOKEN, as it is in the app’s environment'],
    [404, 'takes no faults: CHAOS_ENABLED is false there; deploy it without that to have them'],
    [502, 'the app answered 502 instead of its faults'],
    [200, 'the app answered 200 instead of its faults'],
  ])('fails with a sentence at %i', async (answer, sentence) => {
    status = answer;
    await expect(faultsApi(url, 'a-long-token').list()).rejects.toThrow(sentence);
    expect(tokens.at(-1)).toBe('Bearer a-long-token');
  });

  it('fails with a sentence when nobody answers', async () => {
    await expect(faultsApi('http://127.0.0.1:1', undefined).list()).rejects.toThrow(
      /^no answer from the app at http:\/\/127\.0\.0\.1:1 \(.*\); look with "npx lab status"$/,
    );
  });
});

describe('the text of faults', () => {
  it('is a table, or says that there is none', () => {
    const fault = {
      id: 'error-all',
      type: 'error',
      route: '*',
      strength: 0.1,
      owner: 'ana',
      endsAt: null,
      remainingSeconds: null,
      requests: 70,
      hits: 7,
      task: 'aaaaaaaabbbb',
    };
    expect(formatFault({ kind: 'list', faults: [fault] }, PLAIN).split('\n')).toEqual([
      'task      id         type   route  strength  ends in  hit      owner',
      'aaaaaaaa  error-all  error  *      0.1       no end   7 of 70  ana',
    ]);
    expect(formatFault({ kind: 'list', faults: [] }, PLAIN)).toBe('No fault is active.');
    expect(formatFault({ kind: 'removed', removed: [] }, PLAIN)).toBe('✓ There was no fault.');
    expect(formatFault({ kind: 'removed', removed: [{ task: 'aaaaaaaabbbb', id: 'error-all' }] }, PLAIN)).toBe(
      '✓ error-all is over in task aaaaaaaa',
    );
  });
});
