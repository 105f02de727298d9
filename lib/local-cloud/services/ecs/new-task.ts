import type { NetworkConfiguration, Tag, TaskOverride } from '@aws-sdk/client-ecs';
import { taskId, uuid } from '../../kernel/ids';
import { ecsArn, type ArnScope } from './arns';
import type { ClusterRecord, ContainerRecord, ServiceRecord, TaskDefinitionRecord, TaskRecord } from './state';

export interface NewTask {
  readonly cluster: ClusterRecord;
  readonly definition: TaskDefinitionRecord;
  readonly service?: ServiceRecord;
  readonly deploymentId?: string;
  readonly group: string;
  readonly startedBy: string | undefined;
  readonly clientToken?: string | undefined;
  readonly networkConfiguration: NetworkConfiguration;
  readonly platformVersion: string;
  readonly overrides?: TaskOverride;
  readonly enableExecuteCommand: boolean;
  readonly tags: readonly Tag[];
}

/** A task that is wanted and has not begun: PROVISIONING, its containers PENDING. */
export function newTask(scope: ArnScope, now: number, wish: NewTask): TaskRecord {
  const id = taskId();
  const containerArn = () => ecsArn(scope, `container/${wish.cluster.name}/${id}/${uuid()}`);
  // Member by member: after a spread V8 gives each task a hidden class of its own, and a walk over thousands is slow.
  return {
    id,
    arn: ecsArn(scope, `task/${wish.cluster.name}/${id}`),
    cluster: wish.cluster,
    definition: wish.definition,
    service: wish.service,
    deploymentId: wish.deploymentId,
    group: wish.group,
    startedBy: wish.startedBy,
    clientToken: wish.clientToken,
    networkConfiguration: wish.networkConfiguration,
    platformVersion: wish.platformVersion,
    overrides: wish.overrides ?? {},
    enableExecuteCommand: wish.enableExecuteCommand,
    attachmentId: uuid(),
    createdAt: now,
    containers: wish.definition.containers.map((definition): ContainerRecord => ({
      definition,
      name: definition.name ?? '',
      arn: containerArn(),
      essential: definition.essential !== false,
      state: 'PENDING',
      health: 'UNKNOWN',
      startedAt: undefined,
      runtimeId: undefined,
      exitCode: undefined,
      reason: undefined,
    })),
    tags: [...wish.tags],
    state: 'PROVISIONING',
    desired: 'RUNNING',
    health: 'UNKNOWN',
    everHealthy: false,
    version: 1,
    networkInterface: undefined,
    pullStartedAt: undefined,
    pullStoppedAt: undefined,
    connectivityAt: undefined,
    startedAt: undefined,
    executionStoppedAt: undefined,
    stoppingAt: undefined,
    stoppedAt: undefined,
    stopCode: undefined,
    stoppedReason: undefined,
  };
}

/** The tags that a service's task gets: propagated ones, and ECS's own where they are wanted. */
export function tagsOfServiceTask(service: ServiceRecord, definition: TaskDefinitionRecord): Tag[] {
  const propagated: Readonly<Record<ServiceRecord['propagateTags'], readonly Tag[]>> = {
    SERVICE: service.tags,
    TASK_DEFINITION: definition.tags,
    NONE: [],
  };
  const managed = service.enableECSManagedTags
    ? [
        { key: 'aws:ecs:clusterName', value: service.cluster.name },
        { key: 'aws:ecs:serviceName', value: service.name },
      ]
    : [];
  return [...managed, ...propagated[service.propagateTags]];
}
