import type { Cluster } from '@aws-sdk/client-ecs';
import type { ClusterRecord } from '../state';
import { countTasks } from '../task-count';

/** A cluster as DescribeClusters answers it. */
export function describeCluster(cluster: ClusterRecord, include: readonly string[] = []): Cluster {
  const { pending, running } = countTasks(cluster.tasks.values());
  const services = [...cluster.services.values()].filter((service) => service.status === 'ACTIVE');
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: running,
    pendingTasksCount: pending,
    activeServicesCount: services.length,
    statistics: [],
    tags: include.includes('TAGS') ? cluster.tags : [],
    settings: include.includes('SETTINGS') ? cluster.settings : [],
    ...(include.includes('CONFIGURATIONS') && cluster.configuration ? { configuration: cluster.configuration } : {}),
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
  };
}
