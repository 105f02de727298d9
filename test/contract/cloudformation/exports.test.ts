import { DeleteStackCommand, ListExportsCommand, ListImportsCommand } from '@aws-sdk/client-cloudformation';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack, finalState } from '../../_helpers/deploy-stack';
import { group, groupsOf } from './_log-groups';

const exporting = (name: string, exportName = 'lab-name') => ({
  Resources: { Good: group(name) },
  Outputs: { Name: { Value: { Ref: 'Good' }, Export: { Name: exportName } } },
});
const importing = {
  Resources: {
    Good: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: { 'Fn::Sub': ['${Name}-too', { Name: { 'Fn::ImportValue': 'lab-name' } }] } },
    },
  },
};

describe('an export', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
    await deployStack(cloud, 'Exporter', exporting('shared'));
  });
  afterEach(() => cloud.close());

  const remove = async (name: string) => {
    const { StackId } = await deployStackId(name);
    await cloud.cloudFormation.send(new DeleteStackCommand({ StackName: name }));
    return finalState(cloud, StackId);
  };
  const deployStackId = async (name: string) => ({ StackId: (await finalState(cloud, name)).StackId! });

  it('can be imported, and is listed', async () => {
    expect((await deployStack(cloud, 'Importer', importing)).StackStatus).toBe('CREATE_COMPLETE');
    expect(await groupsOf(cloud)).toContain('shared-too undefined');
    const { Exports } = await cloud.cloudFormation.send(new ListExportsCommand({}));
    expect(Exports).toEqual([
      { ExportingStackId: expect.stringContaining(':stack/Exporter/'), Name: 'lab-name', Value: 'shared' },
    ]);
    expect((await cloud.cloudFormation.send(new ListImportsCommand({ ExportName: 'lab-name' }))).Imports).toEqual([
      'Importer',
    ]);
  });

  it('has a name that no other stack exports', async () => {
    const stack = await deployStack(cloud, 'Second', exporting('second'));
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await groupsOf(cloud)).toEqual(['shared 7']);
  });

  it('cannot be changed or go while it is imported; it can when it is not', async () => {
    await deployStack(cloud, 'Importer', importing);
    const changed = await deployStack(cloud, 'Exporter', exporting('renamed'));
    expect(changed.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await remove('Exporter')).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      StackStatusReason: 'Delete canceled. Cannot delete export lab-name as it is in use by Importer.',
    });
    expect((await remove('Importer')).StackStatus).toBe('DELETE_COMPLETE');
    await expect(cloud.cloudFormation.send(new ListImportsCommand({ ExportName: 'lab-name' }))).rejects.toThrow(
      "Export 'lab-name' is not imported by any stack.",
    );
    expect((await remove('Exporter')).StackStatus).toBe('DELETE_COMPLETE');
    expect(await groupsOf(cloud)).toEqual([]);
  });

  it('fails for an import that nobody exports', async () => {
    await remove('Exporter');
    await expect(deployStack(cloud, 'Importer', importing)).rejects.toThrow('No export named lab-name found.');
  });

  it('fails to be listed from a token that was never given', async () => {
    await expect(cloud.cloudFormation.send(new ListExportsCommand({ NextToken: 'mine' }))).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it('is listed with a hundred others on a page', async () => {
    const Outputs = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [`N${n}`, { Value: String(n), Export: { Name: `number-${n}` } }]),
    );
    await deployStack(cloud, 'Numbers', { Resources: { Good: group('numbers') }, Outputs });
    const first = await cloud.cloudFormation.send(new ListExportsCommand({}));
    const second = await cloud.cloudFormation.send(new ListExportsCommand({ NextToken: first.NextToken }));
    expect([first.Exports?.length, second.Exports?.length, second.NextToken]).toEqual([100, 1, undefined]);
  });
});
