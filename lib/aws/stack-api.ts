import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { clientConfig } from './clients';
import { explainedAwsError } from './explain-error';
import type { AwsProfile } from './profile';

/** A CloudFormation stack, as far as the lab looks at it. */
export interface StackInfo {
  readonly id: string;
  readonly name: string;
  /** `CREATE_COMPLETE` */
  readonly status: string;
  readonly reason: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** CloudFormation as the lab's commands use it. */
export interface StackApi {
  /** Undefined for a stack that does not exist. */
  stack(nameOrId: string): Promise<StackInfo | undefined>;
  /** Every stack of the account and region that exists. */
  stacks(): Promise<StackInfo[]>;
  /** Begins a change set of the template as it is with some parameters changed; resolves with its ARN. */
  proposeParameters(stack: StackInfo, changes: Readonly<Record<string, string>>): Promise<string>;
  /** `CREATE_COMPLETE`, `FAILED` or a state before these. */
  changeSet(arn: string): Promise<{ readonly status: string; readonly reason: string }>;
  executeChangeSet(arn: string): Promise<void>;
  deleteChangeSet(arn: string): Promise<void>;
  /** Begins to delete a stack; without effect for one that does not exist. */
  deleteStack(nameOrId: string): Promise<void>;
  /** The first resource that failed in the last operation, and why; undefined when none did. */
  firstFailure(nameOrId: string): Promise<string | undefined>;
}

/** The stacks by the SDK. A failed call is a LabError that says what to do. */
export async function createStackApi(profile: AwsProfile): Promise<StackApi> {
  const { CloudFormationClient: Client } = await import('@aws-sdk/client-cloudformation');
  return stackApiOf(new Client(clientConfig(profile)), profile);
}

/** The stacks behind a client that exists already. */
export function stackApiOf(client: CloudFormationClient, profile: AwsProfile): StackApi {
  const explained = <T>(call: Promise<T>) =>
    call.catch((error: unknown) => {
      throw explainedAwsError(error, profile);
    });
  return {
    stack: (name) => explained(findStack(client, name)),
    stacks: () => explained(allStacks(client)),
    proposeParameters: (stack, changes) => explained(propose(client, stack, changes)),
    changeSet: (arn) => explained(describeChangeSet(client, arn)),
    executeChangeSet: (arn) => explained(execute(client, arn)),
    deleteChangeSet: (arn) => explained(removeChangeSet(client, arn)),
    deleteStack: (name) => explained(removeStack(client, name)),
    firstFailure: (name) => explained(firstFailure(client, name)),
  };
}

async function findStack(client: CloudFormationClient, name: string): Promise<StackInfo | undefined> {
  const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0] && infoOf(Stacks[0]);
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}

async function allStacks(client: CloudFormationClient): Promise<StackInfo[]> {
  const { paginateDescribeStacks } = await import('@aws-sdk/client-cloudformation');
  const stacks: StackInfo[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) stacks.push(...Stacks.map(infoOf));
  return stacks;
}

function infoOf({ StackId, StackName, StackStatus, StackStatusReason, Parameters = [], Tags = [] }: Stack): StackInfo {
  return {
    id: StackId ?? '',
    name: StackName ?? '',
    status: StackStatus ?? 'unknown',
    reason: StackStatusReason ?? null,
    parameters: Object.fromEntries(
      Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
    ),
    tags: Tags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
  };
}

async function propose(
  client: CloudFormationClient,
  { id, parameters, tags }: StackInfo,
  changes: Readonly<Record<string, string>>,
): Promise<string> {
  const { CreateChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  const { Id = '' } = await client.send(
    new CreateChangeSetCommand({
      StackName: id,
      ChangeSetName: `lab-${Date.now()}`,
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
      // Said again: a change set without tags may mean a stack without.
      Tags: [...tags],
      Parameters: Object.keys(parameters).map((key) =>
        Object.hasOwn(changes, key)
          ? { ParameterKey: key, ParameterValue: changes[key] }
          : { ParameterKey: key, UsePreviousValue: true },
      ),
    }),
  );
  return Id;
}

async function describeChangeSet(client: CloudFormationClient, arn: string) {
  const { DescribeChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  const { Status = '', StatusReason = '' } = await client.send(new DescribeChangeSetCommand({ ChangeSetName: arn }));
  return { status: Status, reason: StatusReason };
}

async function execute(client: CloudFormationClient, arn: string): Promise<void> {
  const { ExecuteChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: arn }));
}

async function removeChangeSet(client: CloudFormationClient, arn: string): Promise<void> {
  const { DeleteChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  await client.send(new DeleteChangeSetCommand({ ChangeSetName: arn }));
}

async function removeStack(client: CloudFormationClient, name: string): Promise<void> {
  const { DeleteStackCommand } = await import('@aws-sdk/client-cloudformation');
  await client.send(new DeleteStackCommand({ StackName: name }));
}

/** Events come newest first: the last failure before the operation's beginning was its first. */
async function firstFailure(client: CloudFormationClient, name: string): Promise<string | undefined> {
  const { DescribeStackEventsCommand } = await import('@aws-sdk/client-cloudformation');
  const { StackEvents: events = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
  const begun = events.findIndex(
    ({ PhysicalResourceId, StackId, ResourceStatusReason }) =>
      PhysicalResourceId === StackId && ResourceStatusReason === 'User Initiated',
  );
  const failed = events
    .slice(0, begun < 0 ? events.length : begun)
    .findLast(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'));
  return failed && `${failed.LogicalResourceId}: ${failed.ResourceStatusReason}`;
}
