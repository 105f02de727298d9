import { DescribeStackEventsCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';

const group = (name: string, days = 7) => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: name, RetentionInDays: days },
});
/** 6 days is no retention that CloudWatch Logs knows: the resource fails when it is made. */
const bad = { ...group('bad', 6), DependsOn: 'Good' };

describe('a failing stack operation', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  const groups = async () =>
    (await cloud.logs.send(new DescribeLogGroupsCommand({}))).logGroups!.map(
      (g) => `${g.logGroupName} ${g.retentionInDays}`,
    );

  it('takes a new stack back whole, and says which resource failed and why', async () => {
    const stack = await deployStack(cloud, 'Lab', { Resources: { Good: group('good'), Bad: bad } });
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await groups()).toEqual([]);
    const { StackEvents } = await cloud.cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'Lab' }));
    expect(StackEvents).toContainEqual(
      expect.objectContaining({
        LogicalResourceId: 'Bad',
        ResourceStatus: 'CREATE_FAILED',
        ResourceStatusReason: expect.stringContaining('retentionInDays: must be one of 1, 3, 5, 7'),
      }),
    );
    expect(StackEvents).toContainEqual(
      expect.objectContaining({
        ResourceStatus: 'ROLLBACK_IN_PROGRESS',
        ResourceStatusReason: 'The following resource(s) failed to create: [Bad]. Rollback requested by user.',
      }),
    );
  });

  it('gives the events of each operation an id of their own: what the CDK CLI finds the last failure by', async () => {
    await deployStack(cloud, 'Lab', { Resources: { Good: group('good') } });
    await deployStack(cloud, 'Lab', { Resources: { Good: group('good', 14), Bad: bad } });
    const { StackEvents } = await cloud.cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'Lab' }));
    const operations = [...new Set(StackEvents!.map(({ OperationId }) => OperationId))];
    const of = (index: number) => StackEvents!.filter(({ OperationId }) => OperationId === operations[index]);
    const stackStates = (index: number) =>
      of(index)
        .filter(({ LogicalResourceId }) => LogicalResourceId === 'Lab')
        .map(({ ResourceStatus }) => ResourceStatus);
    expect(stackStates(0)).toContain('UPDATE_ROLLBACK_COMPLETE');
    expect(stackStates(1)).toEqual(['UPDATE_IN_PROGRESS']);
    expect(stackStates(2)).toEqual(['CREATE_COMPLETE', 'CREATE_IN_PROGRESS']);
    expect(of(1).map(({ ResourceStatus }) => ResourceStatus)).toContain('CREATE_FAILED');
  });

  it('puts an updated stack back: values, new resources and template', async () => {
    const before = { Resources: { Good: group('good') } };
    await deployStack(cloud, 'Lab', before);
    const stack = await deployStack(cloud, 'Lab', {
      Resources: { Good: group('good', 14), New: group('new'), Bad: { ...bad, DependsOn: ['Good', 'New'] } },
    });
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await groups()).toEqual(['good 7']);
    const { TemplateBody } = await cloud.cloudFormation.send(new GetTemplateCommand({ StackName: 'Lab' }));
    expect(JSON.parse(TemplateBody!)).toEqual(before);
  });

  it('keeps the old resource when its replacement is rolled back', async () => {
    await deployStack(cloud, 'Lab', { Resources: { Good: group('old') } });
    await deployStack(cloud, 'Lab', { Resources: { Good: group('replacement'), Bad: bad } });
    expect(await groups()).toEqual(['old 7']);
    expect((await deployStack(cloud, 'Lab', { Resources: { Good: group('old', 14) } })).StackStatus).toBe(
      'UPDATE_COMPLETE',
    );
    expect(await groups()).toEqual(['old 14']);
  });
});
