import { DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';
import { group } from './_log-groups';

const template = { Description: 'before', Resources: { Good: group('good') } };

describe('an update that touches no resource', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
    await deployStack(cloud, 'Lab', template);
  });
  afterEach(() => cloud.close());

  it.each([
    ['tags', template, { Tags: [{ Key: 'team', Value: 'three' }] }],
    ['an output', { ...template, Outputs: { Name: { Value: { Ref: 'Good' } } } }, {}],
    ['a deletion policy', { ...template, Resources: { Good: { ...group('good'), DeletionPolicy: 'Retain' } } }, {}],
  ])('changes %s', async (_what, changed, changeSet) => {
    expect((await deployStack(cloud, 'Lab', changed, { changeSet })).StackStatus).toBe('UPDATE_COMPLETE');
    const { TemplateBody } = await cloud.cloudFormation.send(new GetTemplateCommand({ StackName: 'Lab' }));
    expect(JSON.parse(TemplateBody!)).toEqual(changed);
    const { Stacks } = await cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: 'Lab' }));
    expect(Stacks![0]!.Tags).toEqual('Tags' in changeSet ? changeSet.Tags : []);
  });

  it('does not change the description alone, but together with something else', async () => {
    await expect(deployStack(cloud, 'Lab', { ...template, Description: 'after' })).rejects.toThrow(
      'cannot be executed in its current status of [FAILED]',
    );
    const other = { Description: 'after', Resources: { Good: group('good', 14) } };
    expect((await deployStack(cloud, 'Lab', other, { changeSet: { ChangeSetName: 'again' } })).Description).toBe(
      'after',
    );
  });
});
