import type { ECSClient, Service, Task } from '@aws-sdk/client-ecs';

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

export async function stopTask(ecs: ECSClient, cluster: string, task: string, reason: string): Promise<void> {
  const { StopTaskCommand } = await import('@aws-sdk/client-ecs');
  await ecs.send(new StopTaskCommand({ cluster, task, reason }));
}
