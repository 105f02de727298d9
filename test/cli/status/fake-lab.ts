import type { LabApi, Service, Task } from '../../../lib/aws/lab-api';

export const REGISTRY = 'arn:aws:servicediscovery:us-east-1:000000000000:service/srv-app';

/** A service as DescribeServices tells of it; steady unless changed. */
export function serviceOf(serviceName: string, change: Partial<Service> = {}): Service {
  return {
    serviceName,
    status: 'ACTIVE',
    desiredCount: 1,
    runningCount: 1,
    pendingCount: 0,
    deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', rolloutStateReason: 'ECS deployment completed.' }],
    serviceRegistries: serviceName === 'sre-app-service' ? [{ registryArn: REGISTRY }] : [],
    ...change,
  };
}

/** A task as DescribeTasks tells of it, with a network interface `eni-<id>`. */
export function taskOf(id: string, privateAddress: string, change: Partial<Task> = {}): Task {
  return {
    taskArn: `arn:aws:ecs:us-east-1:000000000000:task/SreSloLab/${id}`,
    lastStatus: 'RUNNING',
    healthStatus: 'HEALTHY',
    startedAt: new Date('2026-11-20T10:00:00Z'),
    attachments: [
      {
        type: 'ElasticNetworkInterface',
        details: [
          { name: 'networkInterfaceId', value: `eni-${id}` },
          { name: 'privateIPv4Address', value: privateAddress },
        ],
      },
    ],
    containers: [{ name: 'app', lastStatus: 'RUNNING' }],
    ...change,
  };
}

export interface FakeLab {
  services: Service[];
  tasks: Record<string, Task[]>;
  publicAddresses: Record<string, string>;
  /** What ECS still tells of tasks that are gone. */
  stopped?: Task[];
  discovered?: string[];
  /** What Cloud Map has of the app, by id. */
  instances?: Map<string, Readonly<Record<string, string>>>;
  /** Revisions that were registered and are ACTIVE, with what was changed in the environment. */
  revisions?: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** A lab with one task for each service; Grafana is missing. */
export function healthyLab(): FakeLab {
  return {
    services: [serviceOf('sre-app-service'), serviceOf('sre-observability-service')],
    tasks: {
      'sre-app-service': [taskOf('aaaa1111aaaa', '10.0.0.5')],
      'sre-observability-service': [
        taskOf('bbbb2222bbbb', '10.0.0.6', {
          healthStatus: 'UNKNOWN',
          containers: [
            { name: 'prometheus', lastStatus: 'RUNNING' },
            { name: 'grafana', lastStatus: 'STOPPED', reason: 'CannotPullContainerError: no Grafana on this machine' },
            // Has filled Prometheus' volume.
            { name: 'history', lastStatus: 'STOPPED', exitCode: 0 },
            { name: 'alertmanager', lastStatus: 'RUNNING' },
          ],
        }),
      ],
    },
    publicAddresses: { 'eni-aaaa1111aaaa': '127.0.3.4', 'eni-bbbb2222bbbb': '127.0.3.5' },
  };
}

/** The AWS API over a lab that a test changes as it goes. */
export function fakeApi(lab: FakeLab): LabApi {
  return {
    describeServices: async (_cluster, names) =>
      lab.services.filter(({ serviceName = '' }) => names.includes(serviceName)),
    listServiceTasks: async (_cluster, service) => lab.tasks[service] ?? [],
    describeTasks: async (_cluster, ids) =>
      [...Object.values(lab.tasks).flat(), ...(lab.stopped ?? [])].filter(({ taskArn = '' }) =>
        ids.some((id) => taskArn.endsWith(`/${id}`)),
      ),
    updateService: async (_cluster, name, { desiredCount, taskDefinition }) => {
      lab.services = lab.services.map((one) =>
        one.serviceName === name
          ? {
              ...one,
              ...(desiredCount === undefined ? {} : { desiredCount }),
              ...(taskDefinition === undefined ? {} : { taskDefinition }),
            }
          : one,
      );
    },
    registerRevision: async (arn, change) => {
      const revision = `${arn}-new`;
      lab.revisions = new Map([...(lab.revisions ?? []), [revision, change.environment]]);
      return revision;
    },
    deregisterRevision: async (arn) => {
      lab.revisions = new Map([...(lab.revisions ?? [])].filter(([one]) => one !== arn));
    },
    instanceAttributes: async () => lab.instances ?? new Map(),
    registerInstance: async (_arn, id, attributes) => void lab.instances?.set(id, attributes),
    deregisterInstance: async (_arn, id) => void lab.instances?.delete(id),
    discoveredAddresses: async () => lab.discovered ?? ['10.0.0.5'],
    stopTask: async (_cluster, id) => {
      for (const [service, tasks] of Object.entries(lab.tasks)) {
        lab.tasks[service] = tasks.filter(({ taskArn = '' }) => !taskArn.endsWith(`/${id}`));
      }
    },
    publicAddresses: async (ids) =>
      new Map(ids.flatMap((id) => (lab.publicAddresses[id] ? [[id, lab.publicAddresses[id]] as const] : []))),
    containerSecret: async () => undefined,
    discoveryService: async () => ({
      name: 'sre-app-service',
      namespace: 'sre.local',
      ttlSeconds: 10,
      instances: [{ id: 'aaaa1111aaaa', address: '10.0.0.5', health: 'HEALTHY' }],
    }),
  };
}
