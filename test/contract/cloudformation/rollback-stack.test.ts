import { CreateChangeSetCommand, ExecuteChangeSetCommand, RollbackStackCommand } from '@aws-sdk/client-cloudformation';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack, finalState } from '../../_helpers/deploy-stack';
import { bad, group, groupsOf } from './_log-groups';

const noRollback = { execute: { DisableRollback: true } };

describe('a stack operation without roll-back', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  const failCreation = () => deployStack(cloud, 'Lab', { Resources: { Good: group('good'), Bad: bad } }, noRollback);
  const failUpdate = async () => {
    await deployStack(cloud, 'Lab', { Resources: { Good: group('good') } });
    return deployStack(
      cloud,
      'Lab',
      { Resources: { Good: group('good', 14), New: group('new'), Bad: { ...bad, DependsOn: ['Good', 'New'] } } },
      noRollback,
    );
  };
  const rollBack = async (more: object = {}) => {
    const { StackId } = await cloud.cloudFormation.send(new RollbackStackCommand({ StackName: 'Lab', ...more }));
    return finalState(cloud, StackId!);
  };

  it('keeps what a failed creation made, until RollbackStack takes it back', async () => {
    expect(await failCreation()).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'The following resource(s) failed to create: [Bad].',
    });
    expect(await groupsOf(cloud)).toContain('good 7');
    expect((await rollBack()).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await groupsOf(cloud)).toEqual([]);
  });

  it('keeps what a failed update did, until RollbackStack takes it back', async () => {
    expect((await failUpdate()).StackStatus).toBe('UPDATE_FAILED');
    expect(await groupsOf(cloud)).toEqual(expect.arrayContaining(['good 14', 'new 7']));
    expect((await rollBack()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await groupsOf(cloud)).toEqual(['good 7']);
  });

  it('can be tried again with another template, which finishes what was begun', async () => {
    await failUpdate();
    const template = { Resources: { Good: group('good', 14), New: group('new'), Bad: group('bad', 30) } };
    expect((await deployStack(cloud, 'Lab', template, noRollback)).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await groupsOf(cloud)).sort()).toEqual(['bad 30', 'good 14', 'new 7']);
    await expect(rollBack()).rejects.toThrow('is in UPDATE_COMPLETE state and can not be rolled back.');
  });

  it('goes back to the last good state after several failures', async () => {
    await failUpdate();
    const template = { Resources: { Good: group('good', 30), New: group('new', 30), Bad: bad } };
    expect((await deployStack(cloud, 'Lab', template, noRollback)).StackStatus).toBe('UPDATE_FAILED');
    await rollBack();
    expect(await groupsOf(cloud)).toEqual(['good 7']);
  });

  it('refuses an update with roll-back, in AWS’s words', async () => {
    await failUpdate();
    const { Id } = await cloud.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Lab',
        ChangeSetName: 'again',
        TemplateBody: JSON.stringify({ Resources: { Good: group('good') } }),
      }),
    );
    await expect(cloud.cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }))).rejects.toThrow(
      'This stack is currently in a non-terminal [UPDATE_FAILED] state. To update the stack from this state, please use the disable-rollback parameter',
    );
  });

  it('keeps resources to be retained, and with RetainExceptOnCreate those only that were there before', async () => {
    const retained = { ...group('kept'), DeletionPolicy: 'Retain' };
    const template = {
      Resources: { Good: group('good'), Kept: retained, Bad: { ...bad, DependsOn: ['Good', 'Kept'] } },
    };
    await deployStack(cloud, 'Lab', template, noRollback);
    await rollBack();
    expect(await groupsOf(cloud)).toEqual(['kept 7']);

    const other = { ...template, Resources: { ...template.Resources, Kept: { ...retained, ...group('other') } } };
    await deployStack(cloud, 'Other', other, noRollback);
    const { StackId } = await cloud.cloudFormation.send(
      new RollbackStackCommand({ StackName: 'Other', RetainExceptOnCreate: true }),
    );
    expect((await finalState(cloud, StackId!)).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await groupsOf(cloud)).toEqual(['kept 7']);
  });

  it('refuses RollbackStack for a stack that is well', async () => {
    await deployStack(cloud, 'Lab', { Resources: { Good: group('good') } });
    await expect(rollBack()).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('is in CREATE_COMPLETE state and can not be rolled back.'),
    });
  });
});
