import type { ECSClient, RegisterTaskDefinitionCommandInput, TaskDefinition } from '@aws-sdk/client-ecs';
import { LabError } from '../model/errors';

/** What a new revision of a task definition has in one container's environment; everything else is as it was. */
export interface RevisionChange {
  readonly container: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Registers a revision that differs from `taskDefinition` (an ARN) only in the environment of a container.
 * @returns the ARN of the new revision
 */
export async function registerRevision(
  ecs: ECSClient,
  taskDefinition: string,
  change: RevisionChange,
): Promise<string> {
  const { DescribeTaskDefinitionCommand, RegisterTaskDefinitionCommand } = await import('@aws-sdk/client-ecs');
  const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));
  const old = described.taskDefinition;
  if (!old) throw new LabError('NoTaskDefinition', `ECS does not know the task definition ${taskDefinition}`);
  const tags = described.tags?.length ? { tags: described.tags } : {};
  const registered = await ecs.send(new RegisterTaskDefinitionCommand({ ...inputOf(old, change), ...tags }));
  const arn = registered.taskDefinition?.taskDefinitionArn;
  if (arn === undefined) throw new LabError('NoTaskDefinition', 'ECS registered a revision and told no ARN of it');
  return arn;
}

/** Makes a revision INACTIVE; tasks that have it run on. */
export async function deregisterRevision(ecs: ECSClient, taskDefinition: string): Promise<void> {
  const { DeregisterTaskDefinitionCommand } = await import('@aws-sdk/client-ecs');
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
}

/** What DescribeTaskDefinition tells and RegisterTaskDefinition takes. */
function inputOf(old: TaskDefinition, { container, environment }: RevisionChange): RegisterTaskDefinitionCommandInput {
  const { family, taskRoleArn, executionRoleArn, networkMode, cpu, memory, requiresCompatibilities } = old;
  const { runtimePlatform, ephemeralStorage, pidMode, ipcMode, proxyConfiguration, enableFaultInjection } = old;
  const containerDefinitions = (old.containerDefinitions ?? []).map((one) =>
    one.name === container ? { ...one, environment: environmentWith(one.environment ?? [], environment) } : one,
  );
  // An empty `host` is how ECS tells of a volume that lives as long as the task.
  const volumes = (old.volumes ?? []).map(({ host, ...volume }) =>
    host?.sourcePath === undefined ? volume : { ...volume, host },
  );
  return {
    family,
    containerDefinitions,
    ...given({ taskRoleArn, executionRoleArn, networkMode, cpu, memory, requiresCompatibilities }),
    ...given({ runtimePlatform, ephemeralStorage, pidMode, ipcMode, proxyConfiguration, enableFaultInjection }),
    ...(volumes.length > 0 && { volumes }),
    ...(old.placementConstraints?.length && { placementConstraints: old.placementConstraints }),
  };
}

function environmentWith(
  old: readonly { readonly name?: string | undefined; readonly value?: string | undefined }[],
  changed: Readonly<Record<string, string>>,
) {
  const kept = old.filter(({ name }) => name === undefined || !Object.hasOwn(changed, name));
  return [...kept, ...Object.entries(changed).map(([name, value]) => ({ name, value }))];
}

function given<Members extends object>(members: Members): Partial<Members> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- some of its own members
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<Members>;
}
