import { ListTasksCommand, type ListTasksCommandInput } from '@aws-sdk/client-ecs';
import { EcsLab, until } from './_ecs-lab';

describe('ListTasks', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
    await lab.serve({ desiredCount: 2 });
  });
  afterAll(() => lab.close());

  const list = (more: Partial<ListTasksCommandInput> = {}) =>
    lab.ecs.send(new ListTasksCommand({ cluster: 'lab', ...more }));
  const count = async (more: Partial<ListTasksCommandInput>) => (await list(more)).taskArns?.length;

  it('filters by service, family, who started them, and launch type', async () => {
    const [deployment] = (await lab.describe()).deployments ?? [];
    expect(await count({ serviceName: 'web' })).toBe(2);
    expect(await count({ family: 'web' })).toBe(2);
    expect(await count({ family: 'other' })).toBe(0);
    expect(await count({ startedBy: deployment?.id })).toBe(2);
    expect(await count({ startedBy: 'me' })).toBe(0);
    expect(await count({ launchType: 'EC2' })).toBe(0);
  });

  it('tells those that are wanted from those that are not', async () => {
    lab.runtime.running()[0]!.kill(1);
    await until('one is stopped', async () => ((await count({ desiredStatus: 'STOPPED' })) === 1 ? true : undefined));
    expect(await count({})).toBe(2);
  });

  it('tells the task that was started last first of those that are stopped', async () => {
    const stopped = async () => (await list({ desiredStatus: 'STOPPED' })).taskArns!;
    const [earlier] = await stopped();
    const victim = lab.runtime.running().at(-1)!;
    victim.kill(1);
    await until('another is stopped', async () => ((await stopped()).length === 2 ? true : undefined));
    expect(await stopped()).toEqual([expect.stringContaining(victim.taskId), earlier]);
  });

  it('goes page by page', async () => {
    const first = await list({ maxResults: 1 });
    const second = await list({ maxResults: 1, nextToken: first.nextToken });
    expect(first.taskArns).not.toEqual(second.taskArns);
    expect(second.nextToken).toBeUndefined();
  });

  it('fails for a token that it did not give', async () => {
    await expect(list({ nextToken: 'mine' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('fails for a cluster or a service that is not there', async () => {
    await expect(list({ cluster: 'nowhere' })).rejects.toMatchObject({ name: 'ClusterNotFoundException' });
    await expect(list({ serviceName: 'nothing' })).rejects.toMatchObject({ name: 'ServiceNotFoundException' });
  });
});
