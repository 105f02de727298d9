import { hasCycle } from '../../scheduler';
import { clientError } from './errors';
import { isFargateSize } from './fargate-sizes';
import type { TaskDefinitionInput } from './schemas/task-definition';

/** What ECS checks beyond the shape of a task definition; throws a ClientException in its words. */
export function checkTaskDefinition(input: TaskDefinitionInput): void {
  checkContainers(input);
  checkDependencies(input);
  checkVolumes(input);
  if (input.requiresCompatibilities?.includes('FARGATE') === true) checkFargate(input);
}

function checkContainers({ containerDefinitions }: TaskDefinitionInput): void {
  const names = containerDefinitions.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw clientError(`Container names must be unique within a task definition: ${twice}`);
  if (!containerDefinitions.some(({ essential }) => essential !== false))
    throw clientError('Invalid setting for container. At least one container must be essential.');
}

function checkDependencies({ containerDefinitions }: TaskDefinitionInput): void {
  const byName = new Map(containerDefinitions.map((container) => [container.name, container]));
  for (const { name, dependsOn } of containerDefinitions) {
    for (const { containerName, condition } of dependsOn ?? []) {
      const target = byName.get(containerName);
      if (target === undefined)
        throw clientError(`Container '${name}' depends on container '${containerName}', which does not exist.`);
      if (condition === 'HEALTHY' && target.healthCheck === undefined)
        throw clientError(
          `Container '${name}' depends on the health of container '${containerName}', which has no health check.`,
        );
      if ((condition === 'SUCCESS' || condition === 'COMPLETE') && target.essential !== false)
        throw clientError(
          `Container '${containerName}' is essential: no container can depend on it with the condition ${condition}.`,
        );
    }
  }
  if (hasCycle(containerDefinitions.map(({ name, dependsOn }) => ({ name, dependsOn: dependsOn ?? [] }))))
    throw clientError('A container dependency cycle was detected in the task definition.');
}

function checkVolumes({ containerDefinitions, volumes }: TaskDefinitionInput): void {
  const known = new Set(volumes?.map(({ name }) => name));
  for (const { sourceVolume } of containerDefinitions.flatMap(({ mountPoints }) => mountPoints ?? [])) {
    if (sourceVolume !== undefined && !known.has(sourceVolume)) throw clientError(`Unknown volume '${sourceVolume}'.`);
  }
}

function checkFargate(input: TaskDefinitionInput): void {
  const { cpu, memory, networkMode, executionRoleArn, containerDefinitions } = input;
  if (networkMode !== 'awsvpc') throw clientError("Fargate only supports network mode 'awsvpc'.");
  if (cpu === undefined) throw clientError("Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) throw clientError("Fargate requires that 'memory' be defined at the task level.");
  if (!isFargateSize(cpu, memory))
    throw clientError(`No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory.`);
  if (executionRoleArn !== undefined) return;
  if (containerDefinitions.some(({ secrets }) => (secrets?.length ?? 0) > 0))
    throw clientError('Fargate requires task definition to have execution role ARN to support secrets.');
  if (containerDefinitions.some(({ logConfiguration }) => logConfiguration !== undefined))
    throw clientError('Fargate requires task definition to have execution role ARN to support log driver awslogs.');
}
