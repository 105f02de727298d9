import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { NetworkFault } from '../../../../lib/local-cloud/kernel/network-fault';
import type { Network, Place } from '../../../../lib/local-cloud/runtime/network';
import { openNetwork } from '../../../../lib/local-cloud/runtime/open-network';
import { eventually, httpProgram, loopbackAddress, PATH, runIn, startIn, temporaryDirectory } from '../harness';

const { directory, remove } = temporaryDirectory();
let network: Network;
let count = 0;
let place: Place;
let address = '';
let other: { place: Place; address: string };

const ALL = { sources: ['0.0.0.0/0'], sourcesToFilter: [] };
const LATENCY = { kind: 'network-latency', delayMilliseconds: 150, jitterMilliseconds: 0, ...ALL } as const;
const LOSS = { kind: 'network-packet-loss', lossPercent: 100, ...ALL } as const;
const PARTITION = {
  kind: 'network-blackhole-port',
  port: 5000,
  protocol: 'tcp',
  trafficType: 'ingress',
  sourcesToFilter: ['127.0.0.1'],
} as const;

beforeAll(async () => {
  network = await openNetwork({ stateDirectory: directory, path: PATH, choice: 'namespaces', log: () => undefined });
});
beforeEach(async () => {
  [{ place, address }, other] = await Promise.all([serve(), serve()]);
});
afterEach(() => Promise.all([place.close(), other.place.close()]));
afterAll(async () => {
  await network.close();
  remove();
});

/** A task that answers on port 5000. */
async function serve() {
  const number = ++count;
  const made = await network.createPlace({
    id: `task${number}`,
    privateAddress: `10.0.0.${number + 10}`,
    publicAddress: loopbackAddress(number),
    ports: [5000],
  });
  await startIn(made, httpProgram('here', 5000), { untilLine: 'listening' });
  return { place: made, address: loopbackAddress(number) };
}

interface Answer {
  readonly text: string;
  readonly milliseconds: number;
}

/** Undefined when there is none in time. */
function get(
  host: string,
  { agent, timeoutMs = 700 }: { readonly agent?: Agent; readonly timeoutMs?: number } = {},
): Promise<Answer | undefined> {
  const start = performance.now();
  return new Promise((resolve) => {
    const asked = request(
      { host, port: 5000, agent: agent ?? false, signal: AbortSignal.timeout(timeoutMs) },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('error', () => resolve(undefined));
        response.on('end', () => resolve({ text, milliseconds: performance.now() - start }));
      },
    );
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}

/** What faults make in a task's network: chains and rules, queues, listening sockets. Seen from outside, with the rights of its owner. */
async function tracesIn(one: Place): Promise<string> {
  const { lines } = await runIn(one, ['readlink', '/proc/self/ns/net']);
  const pid = readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && networkOf(entry) === lines[0]);
  const look = ['iptables -S', 'iptables -t nat -S', 'tc qdisc show dev eth0', 'ss -Hltn'].join('; ');
  return execFileSync('nsenter', ['-t', pid!, '--user', '--net', '--preserve-credentials', 'sh', '-c', look], {
    env: { PATH: `${PATH}:/usr/sbin:/sbin` },
    encoding: 'utf8',
  });
}

function networkOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}

describe.each<[string, NetworkFault]>([
  ['a closed port', PARTITION],
  ['all packets lost', LOSS],
])('%s', (_what, fault) => {
  it('lets nobody through while it lasts, and everybody after', async () => {
    expect(await get(address)).toMatchObject({ text: 'here' });
    await place.startFault(fault);
    expect(await get(address)).toBeUndefined();
    expect(await get(other.address)).toMatchObject({ text: 'here' });
    await place.stopFault(fault);
    await eventually(async () => (await get(address)) !== undefined);
  });
});

describe('a closed port', () => {
  it('is open for the task itself: a health check inside sees nothing', async () => {
    await place.startFault(PARTITION);
    const inside = "fetch('http://127.0.0.1:5000').then((r) => r.text()).then(console.log).then(() => process.exit())";
    expect((await runIn(place, [process.execPath, '-e', inside])).lines).toEqual(['here']);
    await place.stopFault(PARTITION);
  });

  it('of others is one that the task does not reach', async () => {
    const egress = { ...PARTITION, trafficType: 'egress', sourcesToFilter: [] } as const;
    const target = `http://10.0.0.${count + 9}:5000`;
    const ask = [
      process.execPath,
      '-e',
      `fetch('${target}', { signal: AbortSignal.timeout(500) }).then((r) => r.text()).then(console.log, () => console.log('no')).then(() => process.exit())`,
    ];
    expect((await runIn(other.place, ask)).lines).toEqual(['here']);
    await other.place.startFault(egress);
    expect((await runIn(other.place, ask)).lines).toEqual(['no']);
    await other.place.stopFault(egress);
    expect((await runIn(other.place, ask)).lines).toEqual(['here']);
  });
});

describe('packet loss', () => {
  it('loses a share: what gets through is repeated', async () => {
    await place.startFault({ ...LOSS, lossPercent: 30 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => get(address, { timeoutMs: 30_000 })));
    const late = answers.filter((answer) => answer !== undefined && answer.milliseconds > 190);
    expect(answers.filter((answer) => answer === undefined)).toEqual([]);
    // Of 60, each loses an answer or the acceptance of its connection with 51 %.
    expect(late.length).toBeGreaterThan(10);
    await place.stopFault({ ...LOSS, lossPercent: 30 });
  });
});

describe('latency', () => {
  it('delays the acceptance of a connection and each answer, and nothing when it is over', async () => {
    await place.startFault(LATENCY);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = await get(address, { agent, timeoutMs: 10_000 });
    const second = await get(address, { agent, timeoutMs: 10_000 });
    expect(first!.milliseconds).toBeGreaterThanOrEqual(299);
    expect(second!.milliseconds).toBeGreaterThanOrEqual(149);
    expect(second!.milliseconds).toBeLessThan(first!.milliseconds);
    await place.stopFault(LATENCY);
    await eventually(async () => ((await get(address)) ?? { milliseconds: 999 }).milliseconds < 100);
    agent.destroy();
  });

  it('spares whom it is told to spare', async () => {
    const spared = { ...LATENCY, delayMilliseconds: 5_000, sourcesToFilter: ['169.254.169.253'] };
    await place.startFault(spared);
    expect(await get(address)).toMatchObject({ text: 'here' });
    await place.stopFault(spared);
  });

  it('does not break what is on its way when it ends', async () => {
    const slow = { ...LATENCY, delayMilliseconds: 30_000 };
    await place.startFault(slow);
    const asked = get(address, { timeoutMs: 10_000 });
    // The connection has to be there before the fault ends.
    await eventually(async () => (await connectionsOf(place)) > 0);
    await place.stopFault(slow);
    expect(await asked).toMatchObject({ text: 'here' });
  });
});

/** Established connections with one of the task's own ports at its end. */
async function connectionsOf(one: Place): Promise<number> {
  const { lines } = await runIn(one, ['sh', '-c', 'grep -c " 01 " /proc/net/tcp']);
  return Number(lines[0]);
}

describe('what a fault leaves', () => {
  it.each<[string, NetworkFault]>([
    ['a closed port', PARTITION],
    ['packet loss', LOSS],
    ['latency', LATENCY],
  ])('is nothing, after %s, and it can be there again', async (_what, fault) => {
    const before = await tracesIn(place);
    await place.startFault(fault);
    expect(await tracesIn(place)).not.toBe(before);
    await place.stopFault(fault);
    expect(await tracesIn(place)).toBe(before);
    await place.startFault(fault);
    await place.stopFault(fault);
    await eventually(async () => (await get(address)) !== undefined);
  });

  it('goes with the task', async () => {
    await place.startFault(LATENCY);
    await place.close();
    await expect(place.startFault(LOSS)).rejects.toThrow('has no network');
  });
});
