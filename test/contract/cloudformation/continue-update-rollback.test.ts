import { ContinueUpdateRollbackCommand, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { CreateLogGroupCommand, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack, finalState } from '../../_helpers/deploy-stack';
import { RollbackStackCommand } from '@aws-sdk/client-cloudformation';
import { bad, group, groupsOf } from './_log-groups';

describe('ContinueUpdateRollback', () => {
  let cloud: TestCloud;
  let stackId: string;

  /** The roll-back of `Good` fails, because somebody deleted the log group behind CloudFormation's back. */
  beforeEach(async () => {
    cloud = await startTestCloud();
    await deployStack(cloud, 'Lab', { Resources: { First: group('first'), Good: group('good') } });
    const { StackId } = await deployStack(
      cloud,
      'Lab',
      {
        Resources: { First: group('first', 14), Good: { ...group('good', 14), DependsOn: 'First' }, Bad: bad },
      },
      { execute: { DisableRollback: true } },
    );
    stackId = StackId!;
    await cloud.logs.send(new DeleteLogGroupCommand({ logGroupName: 'good' }));
    await cloud.cloudFormation.send(new RollbackStackCommand({ StackName: 'Lab' }));
  });
  afterEach(() => cloud.close());

  const continueWith = async (more: object = {}) => {
    await cloud.cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName: 'Lab', ...more }));
    return finalState(cloud, stackId);
  };

  it('is needed when a resource cannot be put back', async () => {
    expect(await finalState(cloud, stackId)).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_FAILED',
      StackStatusReason: 'The following resource(s) failed to update: [Good].',
    });
    await expect(deployStack(cloud, 'Lab', { Resources: { Good: group('good') } })).rejects.toThrow(
      'is in UPDATE_ROLLBACK_FAILED state and can not be updated.',
    );
  });

  it('goes on where the roll-back stopped, when the reason is gone', async () => {
    await finalState(cloud, stackId);
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: 'good' }));
    expect((await continueWith()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await groupsOf(cloud)).sort()).toEqual(['first 7', 'good 7']);
  });

  it('fails again when nothing has changed', async () => {
    await finalState(cloud, stackId);
    expect((await continueWith()).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
  });

  it.each([{ ResourcesToSkip: ['Good'] }, { ForceRollback: true }])('leaves out what cannot be: %j', async (more) => {
    await finalState(cloud, stackId);
    expect((await continueWith(more)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await groupsOf(cloud)).toEqual(['first 7']);
    const { StackEvents } = await cloud.cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'Lab' }));
    expect(StackEvents).toContainEqual(
      expect.objectContaining({
        LogicalResourceId: 'Good',
        ResourceStatus: 'UPDATE_COMPLETE',
        ResourceStatusReason: 'Resource skipped during UpdateRollback',
      }),
    );
  });

  it('refuses to skip a resource that did not fail, and a stack that needs no roll-back', async () => {
    await finalState(cloud, stackId);
    await expect(continueWith({ ResourcesToSkip: ['First'] })).rejects.toThrow('can not be skipped; [Good] did');
    await continueWith({ ForceRollback: true });
    await expect(continueWith()).rejects.toThrow('can not continue its update rollback.');
  });
});
