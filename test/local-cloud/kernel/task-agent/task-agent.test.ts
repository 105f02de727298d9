import type { NetworkFault } from '../../../../lib/local-cloud/kernel/network-fault';
import { createTaskAgent, type TaskAgent } from '../../../../lib/local-cloud/kernel/task-agent/task-agent';

const ARN = 'arn:aws:ecs:us-east-1:000000000000:task/lab/0123456789abcdef0123456789abcdef';
const LATENCY = { DelayMilliseconds: 200, JitterMilliseconds: 0, Sources: ['0.0.0.0/0'] };
const LOSS = { LossPercent: 20, Sources: ['0.0.0.0/0'] };
const PORT = { Port: 5000, Protocol: 'tcp', TrafficType: 'ingress' };

describe("the endpoint of ECS's agent", () => {
  let now = 0;
  let running: NetworkFault[] = [];
  let agent: TaskAgent;
  let path = '';

  const network = {
    startFault: async (fault: NetworkFault) => void running.push(fault),
    stopFault: async (fault: NetworkFault) => void (running = running.filter((one) => one !== fault)),
  };
  beforeEach(() => {
    now = 0;
    running = [];
    agent = createTaskAgent(() => now);
    path = agent.open({ id: 'f'.repeat(32), arn: ARN, faultInjection: true, network });
  });

  /** A request that comes late enough to be taken. */
  async function post(what: string, body?: unknown, from = path) {
    now += 5_000;
    return atOnce(what, body, from);
  }
  async function atOnce(what: string, body?: unknown, from = path) {
    const text = body === undefined ? '' : JSON.stringify(body);
    const answer = await agent.answer('POST', `${from}/fault/v1/${what}`, async () => text);
    const isJson = answer?.contentType === 'application/json';
    return { status: answer?.status, said: isJson ? JSON.parse(answer.body) : answer?.body };
  }

  it('has a path like that of ECS for each container', () => {
    expect(path).toMatch(/^\/api\/f{32}-\d{10}$/);
    expect(agent.open({ id: 'f'.repeat(32), arn: ARN, faultInjection: true, network })).not.toBe(path);
  });

  it.each([
    ['network-latency', LATENCY],
    ['network-packet-loss', LOSS],
    ['network-blackhole-port', PORT],
  ])('starts, shows and stops %s', async (kind, body) => {
    expect(await post(`${kind}/status`, body)).toEqual({ status: 200, said: { Status: 'not-running' } });
    expect(await post(`${kind}/start`, body)).toEqual({ status: 200, said: { Status: 'running' } });
    expect(running).toMatchObject([{ kind }]);
    expect(await post(`${kind}/status`, body)).toEqual({ status: 200, said: { Status: 'running' } });
    expect(await post(`${kind}/stop`, body)).toEqual({ status: 200, said: { Status: 'stopped' } });
    expect(running).toEqual([]);
    expect(await post(`${kind}/stop`, body)).toEqual({ status: 200, said: { Status: 'stopped' } });
  });

  it('needs no body to end latency or loss, and the port to open one', async () => {
    await post('network-latency/start', LATENCY);
    expect(await post('network-latency/stop')).toMatchObject({ status: 200 });
    expect(await post('network-blackhole-port/stop')).toEqual({
      status: 400,
      said: { Error: 'required request body is missing' },
    });
  });

  it('fails for a second latency or loss, of which ECS has one at a time', async () => {
    await post('network-latency/start', LATENCY);
    const latency = { status: 409, said: { Error: 'There is already one network latency fault running' } };
    expect(await post('network-latency/start', LATENCY)).toEqual(latency);
    expect(await post('network-packet-loss/start', LOSS)).toEqual(latency);
    await post('network-latency/stop');
    await post('network-packet-loss/start', LOSS);
    const loss = { status: 409, said: { Error: 'There is already one network packet loss fault running' } };
    expect(await post('network-latency/start', LATENCY)).toEqual(loss);
    expect(running).toHaveLength(1);
  });

  it('has one of two that are asked for at the same moment', async () => {
    now += 5_000;
    const answers = await Promise.all([
      atOnce('network-latency/start', LATENCY),
      atOnce('network-packet-loss/start', LOSS),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
  });

  it('closes several ports, beside latency, and one only once', async () => {
    await post('network-latency/start', LATENCY);
    await post('network-blackhole-port/start', PORT);
    await post('network-blackhole-port/start', { ...PORT, TrafficType: 'egress' });
    expect(await post('network-blackhole-port/start', PORT)).toEqual({ status: 200, said: { Status: 'running' } });
    expect(running).toHaveLength(3);
  });

  it('fails for the same request again within five seconds, and takes another one', async () => {
    await post('network-latency/status');
    expect(await atOnce('network-latency/status')).toEqual({
      status: 429,
      said: 'You have reached maximum request limit.',
    });
    expect(await atOnce('network-packet-loss/status')).toMatchObject({ status: 200 });
    now += 5_000;
    expect(await atOnce('network-latency/status')).toMatchObject({ status: 200 });
  });

  it('fails for a task without enableFaultInjection, after the body was looked at', async () => {
    const plain = agent.open({ id: '1'.repeat(32), arn: ARN, faultInjection: false, network });
    expect(await post('network-latency/start', LATENCY, plain)).toEqual({
      status: 400,
      said: { Error: `enableFaultInjection is not enabled for task: ${ARN}` },
    });
    expect(await post('network-latency/start', {}, plain)).toEqual({
      status: 400,
      said: { Error: 'required parameter DelayMilliseconds is missing' },
    });
  });

  it('fails with what the machine says, and then nothing runs', async () => {
    const broken = agent.open({
      id: '2'.repeat(32),
      arn: ARN,
      faultInjection: true,
      network: { ...network, startFault: () => Promise.reject(new Error('the program tc is missing')) },
    });
    expect(await post('network-latency/start', LATENCY, broken)).toEqual({
      status: 500,
      said: { Error: 'the program tc is missing' },
    });
    expect(await post('network-latency/status', undefined, broken)).toMatchObject({ said: { Status: 'not-running' } });
  });

  it('fails for a container that is gone or never was', async () => {
    agent.close('f'.repeat(32));
    expect(await post('network-latency/status')).toMatchObject({ status: 404 });
  });

  it('fails for another method, operation or fault', async () => {
    expect(await agent.answer('GET', `${path}/fault/v1/network-latency/status`, async () => '')).toMatchObject({
      status: 405,
    });
    expect(await post('network-latency/pause')).toMatchObject({ status: 404 });
    expect(await post('network-corruption/start')).toMatchObject({ status: 404 });
  });

  it('leaves all other paths to others', async () => {
    expect(await agent.answer('POST', '/', async () => '')).toBeUndefined();
    expect(await agent.answer('GET', '/v2/credentials/x', async () => '')).toBeUndefined();
  });

  it('shares the faults of a task between its containers', async () => {
    const second = agent.open({ id: 'f'.repeat(32), arn: ARN, faultInjection: true, network });
    await post('network-latency/start', LATENCY);
    expect(await post('network-latency/start', LATENCY, second)).toMatchObject({ status: 409 });
    expect(await post('network-latency/stop', undefined, second)).toMatchObject({ status: 200 });
    expect(running).toEqual([]);
  });
});
