import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  UpdateScheduleCommand,
  type CreateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { HandTurnedClock, turnUntil } from '../../local-cloud/services/ecs/_clock';

const ROLE = 'arn:aws:iam::000000000000:role/scheduler';

/** A schedule that makes an ECS cluster: its call is easy to see. */
function wanted(change: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput {
  return {
    Name: 'tonight',
    ScheduleExpression: 'at(2026-11-21T04:00:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: 'arn:aws:scheduler:::aws-sdk:ecs:createCluster',
      RoleArn: ROLE,
      Input: JSON.stringify({ ClusterName: 'fired' }),
    },
    ...change,
  };
}

describe('EventBridge Scheduler', () => {
  let cloud: TestCloud;
  let clock: HandTurnedClock;
  const told: string[] = [];
  beforeEach(async () => {
    told.length = 0;
    clock = new HandTurnedClock();
    cloud = await startTestCloud({ clock, history: { output: () => {}, event: ({ message }) => told.push(message) } });
  });
  afterEach(() => cloud.close());

  const create = (change?: Partial<CreateScheduleCommandInput>) =>
    cloud.scheduler.send(new CreateScheduleCommand(wanted(change)));
  const clusters = async () =>
    (await cloud.ecs.send(new DescribeClustersCommand({ clusters: ['fired'] }))).clusters?.length;
  const fired = () => turnUntil(clock, 'the schedule fired', () => told.some((line) => line.includes('invoked')));

  it('invokes its target at its time, not before, and once', async () => {
    await create();
    await clock.turn(4 * 3_600_000 - 1);
    expect(await clusters()).toBe(0);
    await clock.turn(1);
    await fired();
    expect(await clusters()).toBe(1);
    expect(told).toContain('(schedule default/tonight) invoked ecs:CreateCluster.');
    await clock.turn(48 * 3_600_000);
    expect(told.filter((line) => line.includes('schedule'))).toHaveLength(1);
    expect((await cloud.scheduler.send(new GetScheduleCommand({ Name: 'tonight' }))).State).toBe('ENABLED');
  });

  it('fires every night in its own time zone, from its StartDate on', async () => {
    await create({
      ScheduleExpression: 'cron(0 2 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      StartDate: new Date('2026-11-22T12:00:00Z'),
    });
    await clock.turn(Date.parse('2026-11-23T00:59:59Z') - clock.now());
    expect(await clusters()).toBe(0);
    await clock.turn(1_000);
    await fired();
    told.length = 0;
    await clock.turn(86_400_000);
    await turnUntil(clock, 'it fired again', () => told.length > 0);
    expect(told).toEqual([expect.stringMatching(/^\(schedule default\/tonight\) /)]);
  });

  it('tells what it was given, and is replaced as a whole', async () => {
    const { ScheduleArn } = await create({ Description: 'the end', StartDate: new Date('2026-11-21T01:00:00Z') });
    const {
      CreationDate,
      LastModificationDate,
      $metadata: _,
      ...got
    } = await cloud.scheduler.send(new GetScheduleCommand({ Name: 'tonight' }));
    expect(got).toEqual({
      ...wanted(),
      Arn: ScheduleArn,
      GroupName: 'default',
      Description: 'the end',
      ScheduleExpressionTimezone: 'UTC',
      StartDate: new Date('2026-11-21T01:00:00Z'),
      State: 'ENABLED',
      ActionAfterCompletion: 'NONE',
    });
    expect([CreationDate, LastModificationDate]).toEqual([expect.any(Date), expect.any(Date)]);
    await cloud.scheduler.send(new UpdateScheduleCommand(wanted({ ScheduleExpression: 'at(2026-11-21T08:00:00)' })));
    const updated = await cloud.scheduler.send(new GetScheduleCommand({ Name: 'tonight' }));
    expect(updated.Description).toBeUndefined();
    await clock.turn(5 * 3_600_000);
    expect(await clusters()).toBe(0);
    await clock.turn(3 * 3_600_000);
    await fired();
  });

  it('does not fire when it was disabled or deleted', async () => {
    await create({ State: 'DISABLED' });
    await create({ Name: 'deleted' });
    await cloud.scheduler.send(new DeleteScheduleCommand({ Name: 'deleted' }));
    await clock.turn(86_400_000);
    expect(await clusters()).toBe(0);
  });

  it('goes after its last invocation when it was asked to', async () => {
    await create({ ActionAfterCompletion: 'DELETE' });
    await fired();
    const left = async () => (await cloud.scheduler.send(new ListSchedulesCommand({}))).Schedules?.length;
    await turnUntil(clock, 'it is gone', async () => (await left()) === 0);
    expect(await clusters()).toBe(1);
  });

  it('says when its target refused, and leaves it at that', async () => {
    await create({
      Target: { Arn: 'arn:aws:scheduler:::aws-sdk:ecs:updateService', RoleArn: ROLE, Input: '{"Service":"none"}' },
    });
    await turnUntil(clock, 'it was told', () => told.length > 0);
    await clock.turn(3_600_000);
    expect(told).toEqual([
      expect.stringMatching(/^\(schedule default\/tonight\) could not invoke ecs:UpdateService: \w/),
    ]);
  });

  it('lists by group, and a group takes its schedules along', async () => {
    const { ScheduleGroupArn } = await cloud.scheduler.send(new CreateScheduleGroupCommand({ Name: 'team-1' }));
    expect(ScheduleGroupArn).toMatch(/^arn:aws:scheduler:.*:schedule-group\/team-1$/);
    await create();
    await create({ GroupName: 'team-1' });
    const listed = async (GroupName?: string) =>
      (await cloud.scheduler.send(new ListSchedulesCommand({ GroupName }))).Schedules?.map((one) => one.GroupName);
    expect([await listed(), await listed('team-1')]).toEqual([['default', 'team-1'], ['team-1']]);
    await cloud.scheduler.send(new DeleteScheduleGroupCommand({ Name: 'team-1' }));
    expect(await listed()).toEqual(['default']);
    const { ScheduleGroups } = await cloud.scheduler.send(new ListScheduleGroupsCommand({}));
    expect(ScheduleGroups?.map(({ Name }) => Name)).toEqual(['default']);
    await expect(cloud.scheduler.send(new GetScheduleGroupCommand({ Name: 'team-1' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  const target = (change: object) => ({ Target: { ...wanted().Target!, ...change } });
  it.each([
    ['a time that is none', { ScheduleExpression: 'at(tomorrow)' }, /^Invalid Schedule Expression at\(tomorrow\)\.$/],
    ['a rate', { ScheduleExpression: 'rate(1 day)' }, /does not implement rate\(1 day\)/],
    ['a time zone that is none', { ScheduleExpressionTimezone: 'Mars' }, /^Invalid ScheduleExpressionTimezone Mars\.$/],
    [
      'a start in the past',
      { ScheduleExpression: 'cron(0 2 * * ? *)', StartDate: new Date('2026-11-20T23:54:59Z') },
      /^The StartDate you specify cannot be earlier than 5 minutes ago\.$/,
    ],
    ['a target that only reads', target({ Arn: 'arn:aws:scheduler:::aws-sdk:ecs:listTasks' }), /only reads/],
    ['a Lambda function', target({ Arn: 'arn:aws:lambda:us-east-1:0:function:x' }), /no templated targets/],
    ['an input that is no object', target({ Input: '[]' }), /takes a JSON object/],
    ['a flexible window', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' as const } }, /FlexibleTimeWindow must be OFF/],
    ['a member that is not there', { KmsKeyArn: 'x' }, /does not support the member KmsKeyArn/],
  ])('fails for %s', async (_what, change, message) => {
    await expect(create(change)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message),
    });
  });

  it('fails for a name twice, a group that is not there, and an action that is not implemented', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(create({ GroupName: 'none' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(cloud.scheduler.send(new GetScheduleCommand({ Name: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(cloud.scheduler.send(new ListTagsForResourceCommand({ ResourceArn: 'arn:x' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});
