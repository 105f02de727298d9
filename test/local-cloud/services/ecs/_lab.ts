import type { Service, Task } from '@aws-sdk/client-ecs';
import type { RequestContext } from '../../../../lib/local-cloud/kernel/action';
import type { Timing } from '../../../../lib/local-cloud/kernel/timing';
import { createEcs } from '../../../../lib/local-cloud/services/ecs';
import { createFakeRuntime, type FakeRuntime } from '../../../_helpers/fake-runtime';
import { HandTurnedClock, turnUntil } from './_clock';

export const ROLE = 'arn:aws:iam::000000000000:role/execution';
export const REGISTRY = 'arn:aws:servicediscovery:us-east-1:000000000000:service/srv-aaaaaaaaaaaaaaaa';

const CONTEXT: RequestContext = {
  account: '000000000000',
  region: 'us-east-1',
  requestId: 'request',
  principal: 'arn:aws:iam::000000000000:root',
  accessKeyId: 'AKIA',
};

export const ZERO_TIMING: Timing = {
  provisioning: 0,
  deactivating: 0,
  deprovisioning: 0,
  healthyAfter: 0,
  restartBackoff: 0,
  restartBackoffMax: 0,
  stoppedTaskRetention: 3_600_000,
  describeStacksHold: 0,
};

type Wire = Record<string, unknown>;

/** ECS with a fake machine and fakes of the services beside it, driven through its actions on a hand-turned clock. */
export class Lab {
  readonly clock = new HandTurnedClock();
  readonly runtime: FakeRuntime = createFakeRuntime();
  readonly attached = new Set<string>();
  readonly registered = new Map<string, Record<string, string>>();
  readonly healthy = new Map<string, boolean>();
  readonly lines: { stream: string; message: string }[] = [];
  readonly logged: string[] = [];
  readonly told: string[] = [];
  readonly ecs: ReturnType<typeof createEcs>;
  private serial = 0;

  constructor(timing: Partial<Timing> = {}) {
    const { registered, healthy, attached, lines, logged, told } = this;
    this.ecs = createEcs({
      ownsLocalhost: () => true,
      runtime: this.runtime,
      networking: {
        attach: ({ subnets }) => {
          const n = ++this.serial;
          attached.add(`eni-${n}`);
          return {
            id: `eni-${n}`,
            subnetId: subnets[0] ?? '',
            macAddress: '0a:00:00:00:00:01',
            privateAddress: `10.0.${n >> 8}.${n & 255}`,
            publicAddress: `127.0.${n >> 8}.${n & 255}`,
          };
        },
        detach: (id) => void attached.delete(id),
      },
      registry: {
        has: (arn) => arn === REGISTRY,
        register(_arn, id, attributes) {
          registered.set(id, { ...attributes });
          healthy.set(id, attributes['AWS_INIT_HEALTH_STATUS'] !== 'UNHEALTHY');
        },
        setHealth: (_arn, id, isHealthy) => void healthy.set(id, isHealthy),
        deregister: (_arn, id) => void registered.delete(id),
      },
      logs: { append: ({ stream, message }) => void lines.push({ stream, message }) },
      roles: { environmentOf: () => ({}), forget: () => undefined },
      agents: { environmentOf: () => ({}), forget: () => undefined },
      secrets: {
        valueOf(valueFrom) {
          if (valueFrom.includes('missing')) throw new Error(`no secret ${valueFrom}`);
          return `value of ${valueFrom}`;
        },
      },
      tell: (message) => void told.push(message),
      clock: this.clock,
      timing: { ...ZERO_TIMING, ...timing },
      account: CONTEXT.account,
      region: CONTEXT.region,
      log: (line) => void logged.push(line),
    });
  }

  /** Calls an action as the router does, with its input rule. */
  async call<T = Wire>(action: string, input: Wire = {}): Promise<T> {
    const bound = this.ecs.definition.actions.get(action);
    if (bound === undefined) throw new Error(`no action ${action}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test says what it expects of the wire
    return (await bound.run(bound.input.parse(input), CONTEXT)) as T;
  }

  async until<T>(what: string, condition: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
    return turnUntil(this.clock, what, condition);
  }

  async register(family: string, containers: readonly Wire[] = [{ name: 'app', image: `${family}:1` }]): Promise<void> {
    await this.call('RegisterTaskDefinition', {
      family,
      containerDefinitions: containers,
      cpu: '256',
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      executionRoleArn: ROLE,
    });
  }

  /** A cluster, a task definition `web` and a service `web`, and waits until it is steady. */
  async serve(service: Wire = {}, containers?: readonly Wire[]): Promise<Service> {
    await this.call('CreateCluster', { clusterName: 'lab' });
    await this.register('web', containers);
    await this.create(service);
    return this.steady();
  }

  async create(service: Wire = {}): Promise<void> {
    await this.call('CreateService', {
      cluster: 'lab',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'ENABLED' } },
      serviceRegistries: [{ registryArn: REGISTRY }],
      ...service,
    });
  }

  async service(name = 'web'): Promise<Service> {
    const { services } = await this.call<{ services: Service[] }>('DescribeServices', {
      cluster: 'lab',
      services: [name],
    });
    return services[0]!;
  }

  steady(): Promise<Service> {
    return this.until('the service is steady', async () => {
      const service = await this.service();
      const [primary, ...older] = service.deployments ?? [];
      const done = primary?.rolloutState === 'COMPLETED' && older.length === 0;
      return done && service.runningCount === service.desiredCount && service.pendingCount === 0 && service;
    });
  }

  async tasks(desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING'): Promise<Task[]> {
    const { taskArns } = await this.call<{ taskArns: string[] }>('ListTasks', { cluster: 'lab', desiredStatus });
    if (taskArns.length === 0) return [];
    const input = { cluster: 'lab', tasks: taskArns, include: ['TAGS'] };
    return (await this.call<{ tasks: Task[] }>('DescribeTasks', input)).tasks;
  }

  async events(): Promise<string[]> {
    return ((await this.service()).events ?? []).map(({ message }) => message ?? '');
  }
}
