import type { CloudFormationClient, StackStatus } from '@aws-sdk/client-cloudformation';
import { LabError } from '../../model/errors';
import { isLabStack } from '../../model/lab';
import type { LeftoverKind } from './model';
import { until, type Patience } from './patience';

/** Stacks that will never run a lab again: half deleted, half made, or only planned. */
const BROKEN: readonly StackStatus[] = [
  'DELETE_FAILED',
  'CREATE_FAILED',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'REVIEW_IN_PROGRESS',
];

interface NamedStack {
  readonly name: string;
  readonly status: string;
}

/** Every stack of this project that exists; whatever names one of them is not left over. */
export async function existingStacks(client: CloudFormationClient): Promise<Set<string>> {
  return new Set((await labStacks(client)).map(({ name }) => name));
}

export function brokenStacks(client: CloudFormationClient, patience: Patience): LeftoverKind {
  return {
    name: 'CloudFormation stack',
    async list() {
      const stacks = (await labStacks(client)).filter(({ status }) => BROKEN.some((broken) => broken === status));
      return stacks.map(({ name, status }) => ({ id: name, name, stack: name, detail: status }));
    },
    async remove({ name }) {
      await deleteStack(client, name, patience);
      if ((await statusOf(client, name)) !== 'DELETE_FAILED') return;
      throw new LabError(
        'StackStays',
        `CloudFormation cannot delete the stack ${name} again; "aws cloudformation delete-stack --stack-name ${name} ` +
          '--deletion-mode FORCE_DELETE_STACK" forgets what it cannot delete, and "npx lab sweep" finds that afterwards',
      );
    },
  };
}

async function deleteStack(client: CloudFormationClient, name: string, patience: Patience): Promise<void> {
  const { DeleteStackCommand } = await import('@aws-sdk/client-cloudformation');
  await client.send(new DeleteStackCommand({ StackName: name }));
  const isOver = await until(async () => (await statusOf(client, name)) !== 'DELETE_IN_PROGRESS', patience);
  if (!isOver) throw new LabError('StackStays', `the stack ${name} is still being deleted; ask again in some minutes`);
}

/** Undefined for a stack that is gone. */
async function statusOf(client: CloudFormationClient, name: string): Promise<string | undefined> {
  return (await labStacks(client)).find((stack) => stack.name === name)?.status;
}

async function labStacks(client: CloudFormationClient): Promise<NamedStack[]> {
  const { paginateListStacks } = await import('@aws-sdk/client-cloudformation');
  const found: NamedStack[] = [];
  for await (const { StackSummaries: stacks = [] } of paginateListStacks({ client }, {})) {
    for (const { StackName: name = '', StackStatus: status = '' } of stacks) {
      if (isLabStack(name) && status !== 'DELETE_COMPLETE') found.push({ name, status });
    }
  }
  return found;
}
