import {
  CreateChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type CreateChangeSetCommandInput,
  type ExecuteChangeSetCommandInput,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { TestCloud } from './cloud';

export interface DeployOptions {
  readonly changeSet?: Partial<CreateChangeSetCommandInput>;
  readonly execute?: Partial<ExecuteChangeSetCommandInput>;
}

/** Deploys a template through a change set, as the CDK CLI does, and resolves with the stack in its final state. */
export async function deployStack(
  cloud: TestCloud,
  name: string,
  template: unknown,
  options: DeployOptions = {},
): Promise<Stack> {
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
      ...options.changeSet,
    }),
  );
  await cloud.cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: Id, ...options.execute }));
  return finalState(cloud, StackId!);
}

/** The stack when it is no longer being worked on: asked for by its ARN, the answer is held until then. */
export async function finalState(cloud: TestCloud, stackId: string): Promise<Stack> {
  const { Stacks } = await cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: stackId }));
  return Stacks![0]!;
}
