import { StopTaskCommand } from '@aws-sdk/client-ecs';
import { EcsLab, until } from './_ecs-lab';

describe('StopTask', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
    await lab.serve();
  });
  afterAll(() => lab.close());

  const stop = (task: string, reason?: string) => lab.ecs.send(new StopTaskCommand({ cluster: 'lab', task, reason }));

  it('stops it with the reason given, and its service starts another', async () => {
    const [task] = await lab.tasks();
    const { task: stopping } = await stop(task!.taskArn!, 'practice');
    expect(stopping).toMatchObject({
      desiredStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'practice',
    });
    const stopped = await until('it is STOPPED', async () =>
      (await lab.tasks('STOPPED')).find(({ lastStatus }) => lastStatus === 'STOPPED'),
    );
    expect(stopped).toMatchObject({ containers: [{ lastStatus: 'STOPPED', exitCode: 0 }] });
    expect(stopped.attachments?.[0]?.status).toBe('DELETED');
    await lab.steady();
    expect((await lab.tasks())[0]?.taskArn).not.toBe(task!.taskArn);
    const again = await stop(task!.taskArn!, 'another reason');
    expect(again.task?.stoppedReason).toBe('practice');
  });

  it('fails for a task that is not there', async () => {
    await expect(stop('0123456789abcdef0123456789abcdef')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The referenced task was not found.',
    });
  });
});
