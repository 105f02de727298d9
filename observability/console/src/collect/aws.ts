import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  UpdateServiceCommand,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import { DiscoverInstancesCommand, ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { fromHttp } from '@aws-sdk/credential-provider-http';

export type { Service, Task } from '@aws-sdk/client-ecs';

/** The AWS API as the console uses it, with its task's own role. */
export interface Aws {
  services(names: readonly string[]): Promise<Service[]>;
  tasks(desiredStatus: 'RUNNING' | 'STOPPED'): Promise<Task[]>;
  instances(service: string): Promise<{ address: string; health: string }[]>;
  scale(service: string, desiredCount: number): Promise<void>;
}

/** As many tasks as DescribeTasks takes at once. */
const TASKS_AT_ONCE = 100;

export function createAws({ cluster, namespace }: { readonly cluster: string; readonly namespace: string }): Aws {
  const config = {
    credentials: fromHttp(),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    // A local cloud has one address: DiscoverInstances would go to `data-` and the host otherwise.
    disableHostPrefix: process.env['AWS_ENDPOINT_URL'] !== undefined,
  };
  const ecs = new ECSClient(config);
  const discovery = new ServiceDiscoveryClient(config);
  return {
    async services(names) {
      const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [...names] }));
      return services;
    },
    async tasks(desiredStatus) {
      const arns: string[] = [];
      let nextToken: string | undefined;
      do {
        const page = await ecs.send(new ListTasksCommand({ cluster, desiredStatus, nextToken }));
        arns.push(...(page.taskArns ?? []));
        ({ nextToken } = page);
      } while (nextToken !== undefined);
      const parts = Array.from({ length: Math.ceil(arns.length / TASKS_AT_ONCE) }, (_, index) =>
        arns.slice(index * TASKS_AT_ONCE, (index + 1) * TASKS_AT_ONCE),
      );
      const answers = await Promise.all(parts.map((tasks) => ecs.send(new DescribeTasksCommand({ cluster, tasks }))));
      return answers.flatMap(({ tasks = [] }) => tasks);
    },
    async instances(service) {
      const { Instances = [] } = await discovery.send(
        new DiscoverInstancesCommand({ NamespaceName: namespace, ServiceName: service, HealthStatus: 'ALL' }),
      );
      return Instances.map(({ Attributes, HealthStatus }) => ({
        address: Attributes?.['AWS_INSTANCE_IPV4'] ?? '',
        health: HealthStatus ?? 'UNKNOWN',
      }));
    },
    async scale(service, desiredCount) {
      await ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
    },
  };
}
