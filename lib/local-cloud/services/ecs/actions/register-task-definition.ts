import type { ContainerDefinition, PortMapping, TaskDefinition } from '@aws-sdk/client-ecs';
import { ecsArn } from '../arns';
import { checkTaskDefinition } from '../check-task-definition';
import { action } from '../deps';
import { taskDefinitionInput, type TaskDefinitionInput } from '../schemas/task-definition';

/** RegisterTaskDefinition: the next revision of its family, with ECS's defaults filled in. */
export const registerTaskDefinition = action({
  name: 'RegisterTaskDefinition',
  input: taskDefinitionInput,
  run({ state, account, region, clock }, input, { principal }) {
    checkTaskDefinition(input);
    const revisions = state.families.get(input.family) ?? [];
    const revision = revisions.length + 1;
    const arn = ecsArn({ account, region }, `task-definition/${input.family}:${revision}`);
    const { tags, ...rest } = input;
    const definition: TaskDefinition = {
      ...rest,
      taskDefinitionArn: arn,
      containerDefinitions: input.containerDefinitions.map((container) => withDefaults(container, input)),
      revision,
      volumes: (input.volumes ?? []).map(({ name }) => ({ name, host: {} })),
      status: 'ACTIVE',
      requiresAttributes: [],
      placementConstraints: [],
      compatibilities: input.networkMode === 'awsvpc' ? ['EC2', 'FARGATE'] : ['EC2'],
      registeredAt: new Date(clock.now()),
      registeredBy: principal,
    };
    const containers = definition.containerDefinitions ?? [];
    revisions.push({ arn, family: input.family, revision, containers, definition, tags: tags ?? [] });
    state.families.set(input.family, revisions);
    return { taskDefinition: definition, tags: tags ?? [] };
  },
});

type ContainerInput = TaskDefinitionInput['containerDefinitions'][number];

function withDefaults(container: ContainerInput, { networkMode }: TaskDefinitionInput): ContainerDefinition {
  const { healthCheck } = container;
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    portMappings: (container.portMappings ?? []).map((mapping) => withHostPort(mapping, networkMode)),
    mountPoints: container.mountPoints ?? [],
    volumesFrom: [],
    systemControls: [],
    ...(healthCheck === undefined ? {} : { healthCheck: { interval: 30, timeout: 5, retries: 3, ...healthCheck } }),
  };
}

type PortInput = NonNullable<ContainerInput['portMappings']>[number];

function withHostPort(mapping: PortInput, networkMode: TaskDefinitionInput['networkMode']): PortMapping {
  const hostPort = mapping.hostPort ?? (networkMode === 'awsvpc' ? mapping.containerPort : 0);
  return { ...mapping, hostPort, protocol: mapping.protocol ?? 'tcp' };
}
