import {
  CreateChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { TestCloud } from './cloud';

/** Deploys a template through a change set, as the CDK CLI does, and resolves with the stack in its final state. */
export async function deployStack(cloud: TestCloud, name: string, template: unknown): Promise<Stack> {
  const exists = await cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: name })).then(
    () => true,
    () => false,
  );
  const { Id, StackId } = await cloud.cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: name,
      ChangeSetName: 'deploy',
      ChangeSetType: exists ? 'UPDATE' : 'CREATE',
      TemplateBody: JSON.stringify(template),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  await cloud.cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
  const { Stacks } = await cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: StackId }));
  return Stacks![0]!;
}
