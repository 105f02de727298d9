import type { ServiceRegistry } from '../../ports';
import type { TaskRecord } from '../state';

type Registered = Pick<TaskRecord, 'id' | 'cluster' | 'service' | 'definition' | 'networkInterface' | 'health'>;

/**
 * Registers a task that is about to be RUNNING. As on AWS the instance is UNHEALTHY until the task counts as healthy,
 * which takes it out of the answers wherever the Cloud Map service has a custom health check.
 */
export function registerTask(registry: ServiceRegistry, task: Registered, region: string, healthy: boolean): void {
  for (const entry of task.service?.serviceRegistries ?? []) {
    if (entry.registryArn === undefined) continue;
    const attributes = attributesOf(task, region, portOf(task, entry), healthy);
    registry.register(entry.registryArn, task.id, attributes);
  }
}

/** Tells Cloud Map that the task became healthy or unhealthy. */
export function reportHealth(registry: ServiceRegistry, task: Registered, healthy: boolean): void {
  for (const { registryArn } of task.service?.serviceRegistries ?? []) {
    if (registryArn !== undefined) registry.setHealth(registryArn, task.id, healthy);
  }
}

/** Takes the task out of Cloud Map; fine for one that never came in. */
export function deregisterTask(registry: ServiceRegistry, task: Registered): void {
  for (const { registryArn } of task.service?.serviceRegistries ?? []) {
    if (registryArn !== undefined) registry.deregister(registryArn, task.id);
  }
}

function attributesOf(
  task: Registered,
  region: string,
  port: number | undefined,
  healthy: boolean,
): Record<string, string> {
  return {
    AVAILABILITY_ZONE: task.networkInterface?.availabilityZone ?? `${region}a`,
    AWS_INIT_HEALTH_STATUS: healthy ? 'HEALTHY' : 'UNHEALTHY',
    AWS_INSTANCE_IPV4: task.networkInterface?.privateAddress ?? '',
    ...(port === undefined ? {} : { AWS_INSTANCE_PORT: String(port) }),
    ECS_CLUSTER_NAME: task.cluster.name,
    ECS_SERVICE_NAME: task.service?.name ?? '',
    ECS_TASK_DEFINITION_FAMILY: task.definition.family,
    REGION: region,
  };
}

/** Only an SRV record has a port: the service's registry then names it, or the container that has it. */
function portOf(
  task: Registered,
  entry: { port?: number | undefined; containerName?: string | undefined; containerPort?: number | undefined },
): number | undefined {
  if (entry.containerPort !== undefined || entry.port !== undefined) return entry.containerPort ?? entry.port;
  const container = task.definition.containers.find(({ name }) => name === entry.containerName);
  return container?.portMappings?.[0]?.containerPort;
}
