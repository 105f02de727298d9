import { createSocket, type Socket } from 'node:dgram';
import * as dnsPacket from 'dns-packet';
import { createResolver } from '../../../lib/cli/snapshot/resolve-name';
import { createSnapshotSource, type SnapshotDeps } from '../../../lib/cli/snapshot/snapshot-source';
import { fakeApi, healthyLab, taskOf, type FakeLab } from '../status/fake-lab';

function sourceOf(lab: FakeLab, deps: Partial<SnapshotDeps> = {}, broken: { now: boolean } = { now: false }) {
  let time = 1_000;
  const api = fakeApi(lab);
  const describeServices: typeof api.describeServices = async (...args) => {
    if (broken.now) throw new Error('throttled');
    return api.describeServices(...args);
  };
  // Nobody listens there: neither a Prometheus nor an app.
  const source = createSnapshotSource(
    { api: { ...api, describeServices }, cluster: 'SreSloLab', endpoint: null, dns: null },
    { now: () => time, appPort: 1, ...deps },
  );
  return { source, later: (milliseconds: number) => (time += milliseconds) };
}

describe('a snapshot', () => {
  it('has services, tasks and addresses, and null for what nobody tells', async () => {
    const { source } = sourceOf(healthyLab());
    const snapshot = await source.take();
    expect(snapshot).toMatchObject({
      at: 1_000,
      cluster: 'SreSloLab',
      prometheus: 'http://127.0.3.5:9090',
      targets: null,
      slos: null,
      alerts: null,
      faults: null,
      problem: null,
      leaving: [],
    });
    expect(snapshot.services?.map(({ name }) => name)).toEqual(['sre-app-service', 'sre-observability-service']);
    expect(snapshot.discovery).toEqual([
      {
        service: 'sre-app-service',
        name: 'sre-app-service.sre.local',
        ttlSeconds: 10,
        addresses: ['10.0.0.5'],
        by: 'cloud map',
      },
    ]);
  });

  it('follows a task that its service wants no more until it has stopped, and for two minutes after', async () => {
    const lab = healthyLab();
    const { source, later } = sourceOf(lab);
    await source.take();
    const [old] = lab.tasks['sre-app-service']!;
    lab.tasks['sre-app-service'] = [taskOf('cccc3333cccc', '10.0.0.9')];
    lab.stopped = [{ ...old!, lastStatus: 'STOPPING' }];
    expect((await source.take()).leaving).toEqual([
      expect.objectContaining({ id: 'aaaa1111aaaa', service: 'sre-app-service', lastStatus: 'STOPPING' }),
    ]);
    const stopped = { lastStatus: 'STOPPED', stopCode: 'UserInitiated' as const, stoppedReason: 'lesson 4' };
    lab.stopped = [{ ...old!, ...stopped }];
    expect((await source.take()).leaving).toEqual([expect.objectContaining({ id: 'aaaa1111aaaa', ...stopped })]);
    // ECS forgets it; the lab's own memory lasts two minutes.
    lab.stopped = [];
    later(119_000);
    expect((await source.take()).leaving).toHaveLength(1);
    later(1_000);
    expect((await source.take()).leaving).toEqual([]);
  });

  it('has the reason why the AWS API does not answer, and recovers by itself', async () => {
    const broken = { now: false };
    const { source } = sourceOf(healthyLab(), {}, broken);
    await source.take();
    broken.now = true;
    expect(await source.take()).toMatchObject({
      services: null,
      discovery: null,
      problem: 'throttled',
      // Where it was last: it may still answer.
      prometheus: 'http://127.0.3.5:9090',
    });
    broken.now = false;
    expect((await source.take()).services).toHaveLength(2);
  });

  it("asks the lab's DNS where it can, and Cloud Map where that does not answer", async () => {
    const answers: (readonly string[] | undefined)[] = [['10.0.0.7', '10.0.0.6'], [], undefined];
    const { source } = sourceOf(healthyLab(), { resolve: async () => answers.shift() });
    const discovered = async () => (await source.take()).discovery?.map(({ addresses, by }) => ({ addresses, by }));
    expect(await discovered()).toEqual([{ addresses: ['10.0.0.6', '10.0.0.7'], by: 'dns' }]);
    expect(await discovered()).toEqual([{ addresses: [], by: 'dns' }]);
    expect(await discovered()).toEqual([{ addresses: ['10.0.0.5'], by: 'cloud map' }]);
  });
});

describe('the resolver', () => {
  let server: Socket;
  let port = 0;
  beforeAll(async () => {
    server = createSocket('udp4');
    server.on('message', (message, { port: from, address }) => {
      const { id, questions = [] } = dnsPacket.decode(message);
      const [question] = questions;
      const known = question?.name === 'app.sre.local';
      const reply = dnsPacket.encode({
        type: 'response',
        id: id!,
        // 3: NXDOMAIN.
        flags: known ? 0 : 3,
        questions,
        answers: known ? [{ type: 'A', name: question.name, ttl: 10, data: '10.0.0.5' }] : [],
      });
      server.send(reply, from, address);
    });
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    ({ port } = server.address());
  });
  afterAll(() => void server.close());

  it('tells the addresses of a name, and none of a name that has none', async () => {
    const resolve = createResolver({ address: '127.0.0.1', port });
    expect(await resolve('app.sre.local')).toEqual(['10.0.0.5']);
    expect(await resolve('nobody.sre.local')).toEqual([]);
  });

  it('tells nothing when the server does not answer', async () => {
    expect(await createResolver({ address: '127.0.0.1', port: 1 })('app.sre.local')).toBeUndefined();
  });
});
