import type { ECSClient, Service, Task } from '@aws-sdk/client-ecs';
import type { ServiceChange } from './lab-api';

/** Of a cluster that does not exist, there are no services. */
export async function describeServices(ecs: ECSClient, cluster: string, names: readonly string[]): Promise<Service[]> {
  const { DescribeServicesCommand, ClusterNotFoundException } = await import('@aws-sdk/client-ecs');
  try {
    const { services = [] } = await ecs.send(
      new DescribeServicesCommand({ cluster, services: [...names], include: ['TAGS'] }),
    );
    return services.filter(({ status }) => status !== 'INACTIVE');
  } catch (error) {
    if (error instanceof ClusterNotFoundException) return [];
    throw error;
  }
}

/** At most 100, the number that one DescribeTasks takes: ten times what the lab runs. */
export async function listServiceTasks(ecs: ECSClient, cluster: string, service: string): Promise<Task[]> {
  const { DescribeTasksCommand, ListTasksCommand } = await import('@aws-sdk/client-ecs');
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, serviceName: service }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks;
}

/** Tasks that have been gone for too long are missing in the answer. */
export async function describeTasks(ecs: ECSClient, cluster: string, ids: readonly string[]): Promise<Task[]> {
  if (ids.length === 0) return [];
  const { DescribeTasksCommand } = await import('@aws-sdk/client-ecs');
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [...ids] }));
  return tasks;
}

export async function updateService(
  ecs: ECSClient,
  cluster: string,
  service: string,
  change: ServiceChange,
): Promise<void> {
  const { UpdateServiceCommand } = await import('@aws-sdk/client-ecs');
  await ecs.send(new UpdateServiceCommand({ cluster, service, ...change }));
}

export async function stopTask(ecs: ECSClient, cluster: string, task: string, reason: string): Promise<void> {
  const { StopTaskCommand } = await import('@aws-sdk/client-ecs');
  await ecs.send(new StopTaskCommand({ cluster, task, reason }));
}
