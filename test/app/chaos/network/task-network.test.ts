import type { NetworkFault } from '../../../../app/src/chaos/fault';
import type { AgentAnswer, EcsAgent } from '../../../../app/src/chaos/network/ecs-agent';
import { TaskNetwork } from '../../../../app/src/chaos/network/task-network';
import { ManualTimers } from '../../_helpers/manual-timers';

const LATENCY: NetworkFault = { type: 'network-latency', delayMs: 200, jitterMs: 20 };
const LOSS: NetworkFault = { type: 'network-loss', ratio: 0.29 };
const PARTITION: NetworkFault = { type: 'network-partition' };

const OK: AgentAnswer = { status: 200, said: 'running', error: undefined };
const THROTTLED: AgentAnswer = { status: 429, said: undefined, error: 'You have reached maximum request limit.' };

function given(answers: readonly (AgentAnswer | Error)[] = [], hasAgent = true) {
  const timers = new ManualTimers();
  const asked: unknown[] = [];
  const left = [...answers];
  const problems: unknown[] = [];
  const agent: EcsAgent = {
    async ask(fault, operation, body) {
      asked.push([`${fault}/${operation}`, body]);
      const answer = left.shift() ?? OK;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const network = new TaskNetwork({
    agent: hasAgent ? agent : undefined,
    port: 5000,
    timers,
    logger: { error: (fields) => void problems.push(fields), info: () => undefined },
  });
  return { network, asked, timers, problems };
}

/** Lets everything go on that waits for no timer. */
const turns = () => new Promise((resolve) => setImmediate(resolve));

test.each<[NetworkFault, string, object]>([
  [LATENCY, 'network-latency', { DelayMilliseconds: 200, JitterMilliseconds: 20, Sources: ['0.0.0.0/0'] }],
  [LOSS, 'network-packet-loss', { LossPercent: 29, Sources: ['0.0.0.0/0'] }],
  [
    PARTITION,
    'network-blackhole-port',
    { Port: 5000, Protocol: 'tcp', TrafficType: 'ingress', SourcesToFilter: ['127.0.0.1'] },
  ],
])('%j is what the agent of ECS is asked for, from its start to its end', async (fault, kind, body) => {
  const { network, asked } = given();
  await network.begin(fault);
  await network.end(fault);
  expect(asked).toEqual([
    [`${kind}/start`, body],
    [`${kind}/stop`, body],
  ]);
});

test('an end that comes before the beginning is through follows it', async () => {
  const { network, asked } = given();
  void network.begin(PARTITION);
  await network.end(PARTITION);
  expect(asked).toMatchObject([
    ['network-blackhole-port/start', {}],
    ['network-blackhole-port/stop', {}],
  ]);
});

test('an end is asked for until it is there', async () => {
  const { network, asked, timers, problems } = given([OK, THROTTLED, new Error('ECONNREFUSED'), OK]);
  await network.begin(PARTITION);
  const ended = network.end(PARTITION);
  for (let i = 0; i < 2; i++) {
    await turns();
    expect(network.problem(LATENCY)).toBe(
      'the last fault of the network is still being ended: try again in a few seconds',
    );
    timers.advance(5_100);
  }
  await ended;
  expect(asked).toHaveLength(4);
  expect(problems).toHaveLength(1);
  expect(network.problem(LATENCY)).toBeUndefined();
});

test('fails with what the agent says', async () => {
  const conflict = { status: 409, said: undefined, error: 'There is already one network latency fault running' };
  const { network } = given([conflict]);
  await expect(network.begin(LATENCY)).rejects.toThrow(
    "ECS's agent refuses the network-latency fault: There is already one network latency fault running",
  );
});

test('a beginning that nobody answered may have been one: it is ended', async () => {
  const { network, asked } = given([new Error('timed out')]);
  await expect(network.begin(LOSS)).rejects.toThrow('timed out');
  await network.end(LOSS);
  expect(asked).toMatchObject([
    ['network-packet-loss/start', {}],
    ['network-packet-loss/stop', {}],
  ]);
});

test('fails without an agent, with what to do', () => {
  expect(given([], false).network.problem(PARTITION)).toBe(
    "a network-partition fault needs ECS's agent, and this task has no ECS_AGENT_URI: it is there on Fargate, and on a " +
      'laptop whose lab gives each task a network of its own ("npx lab doctor" tells)',
  );
});

test('fails for a second beginning within five seconds, which the agent would not take', async () => {
  const { network, timers } = given();
  await network.begin(LATENCY);
  await network.end(LATENCY);
  expect(network.problem(LATENCY)).toBe(
    "ECS's agent begins a network-latency fault at most once in 5 seconds: try again in 6 s",
  );
  expect(network.problem(PARTITION)).toBeUndefined();
  timers.advance(5_100);
  expect(network.problem(LATENCY)).toBeUndefined();
});

test('what an earlier process left is ended, and what it did not leave is let alone', async () => {
  const idle: AgentAnswer = { status: 200, said: 'not-running', error: undefined };
  const { network, asked } = given([idle, new Error('ECONNREFUSED'), OK, OK]);
  await network.endLeftovers();
  expect(asked).toMatchObject([
    ['network-latency/status', {}],
    ['network-packet-loss/status', {}],
    ['network-blackhole-port/status', { Port: 5000 }],
    ['network-blackhole-port/stop', { Port: 5000 }],
  ]);
});

test('without an agent there is nothing that could have been left', async () => {
  const { network, asked } = given([], false);
  await network.endLeftovers();
  expect(asked).toEqual([]);
});
