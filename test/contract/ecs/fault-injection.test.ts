import { DescribeTaskDefinitionCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { EcsLab, until } from './_ecs-lab';

describe('the fault injection endpoints of a task', () => {
  let lab: EcsLab;
  beforeEach(async () => {
    lab = await EcsLab.start();
  });
  afterEach(() => lab.close());

  async function agentOf(enableFaultInjection: boolean): Promise<string> {
    const { definition } = { definition: lab.taskDefinition({ enableFaultInjection }) };
    await lab.register(definition);
    await lab.serve({ taskDefinition: 'web:1' });
    return lab.runtime.running('app')[0]!.spec.environment['ECS_AGENT_URI']!;
  }
  async function post(url: string, body: unknown): Promise<unknown> {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, said: await response.json() };
  }

  it('are where ECS_AGENT_URI says, and reach the network of that task', async () => {
    const agent = await agentOf(true);
    const body = { LossPercent: 20, Sources: ['0.0.0.0/0'] };
    expect(await post(`${agent}/fault/v1/network-packet-loss/start`, body)).toEqual({
      status: 200,
      said: { Status: 'running' },
    });
    const [sandbox] = lab.runtime.sandboxes.values();
    expect(sandbox!.faults).toMatchObject([{ kind: 'network-packet-loss', lossPercent: 20 }]);
    expect(await post(`${agent}/fault/v1/network-packet-loss/stop`, {})).toEqual({
      status: 200,
      said: { Status: 'stopped' },
    });
    expect(sandbox!.faults).toEqual([]);
  });

  it('are of no use when the task is gone', async () => {
    const agent = await agentOf(true);
    const [task] = await lab.tasks();
    await lab.ecs.send(new StopTaskCommand({ cluster: 'lab', task: task!.taskArn! }));
    await until('the task is stopped', async () => (await lab.tasks('STOPPED'))[0]);
    expect(await post(`${agent}/fault/v1/network-latency/status`, {})).toMatchObject({ status: 404 });
  });

  it('fails for a task whose definition does not enable them', async () => {
    const agent = await agentOf(false);
    const [task] = await lab.tasks();
    expect(await post(`${agent}/fault/v1/network-latency/status`, {})).toEqual({
      status: 400,
      said: { Error: `enableFaultInjection is not enabled for task: ${task!.taskArn!}` },
    });
  });

  it('fails for a web page that asks', async () => {
    const agent = await agentOf(true);
    const headers = { origin: 'http://localhost:3000' };
    const response = await fetch(`${agent}/fault/v1/network-latency/status`, { method: 'POST', headers });
    expect(response.status).toBe(403);
  });

  it('are a member of the task definition that is kept and shown', async () => {
    await lab.register({ enableFaultInjection: true });
    const { taskDefinition } = await lab.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
    expect(taskDefinition).toMatchObject({ enableFaultInjection: true });
  });
});
