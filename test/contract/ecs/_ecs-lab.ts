import { setTimeout } from 'node:timers/promises';
import { CreateSubnetCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type ContainerDefinition,
  type CreateServiceCommandInput,
  type ECSClient,
  type RegisterTaskDefinitionCommandInput,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import {
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand as CreateDiscovery,
  ListNamespacesCommand,
} from '@aws-sdk/client-servicediscovery';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { createFakeRuntime, type FakeRuntime } from '../../_helpers/fake-runtime';

export const ACCOUNT = '000000000000';
export const ECS_ARN = `arn:aws:ecs:us-east-1:${ACCOUNT}`;

/** Every wait that AWS makes is zero. */
const NO_WAITS = {
  provisioning: 0,
  deactivating: 0,
  deprovisioning: 0,
  healthyAfter: 0,
  restartBackoff: 0,
  restartBackoffMax: 0,
};

/** ECS over the wire with the real SDK, on a runtime without processes. */
export class EcsLab {
  readonly ecs: ECSClient;
  /** Registered in, and waited for, by `serve`. */
  registryArn = '';

  private constructor(
    readonly cloud: TestCloud,
    readonly runtime: FakeRuntime,
    readonly subnet: string,
  ) {
    this.ecs = cloud.ecs;
  }

  /** A cloud with a subnet and the cluster `lab`. */
  static async start(): Promise<EcsLab> {
    const runtime = createFakeRuntime();
    const cloud = await startTestCloud({ runtime, timing: NO_WAITS });
    const { Vpc } = await cloud.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const { Subnet } = await cloud.ec2.send(
      new CreateSubnetCommand({ VpcId: Vpc!.VpcId!, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' }),
    );
    await cloud.ecs.send(new CreateClusterCommand({ clusterName: 'lab' }));
    return new EcsLab(cloud, runtime, Subnet!.SubnetId!);
  }

  close(): Promise<void> {
    return this.cloud.close();
  }

  get networkConfiguration() {
    return { awsvpcConfiguration: { subnets: [this.subnet], assignPublicIp: 'ENABLED' as const } };
  }

  /** A task definition that Fargate takes; `more` overrides. */
  taskDefinition(more: Partial<RegisterTaskDefinitionCommandInput> = {}): RegisterTaskDefinitionCommandInput {
    const app: ContainerDefinition = { name: 'app', image: 'web:1', portMappings: [{ containerPort: 5000 }] };
    return {
      family: 'web',
      containerDefinitions: [app],
      cpu: '256',
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      ...more,
    };
  }

  async register(more: Partial<RegisterTaskDefinitionCommandInput> = {}): Promise<string> {
    const { taskDefinition } = await this.ecs.send(new RegisterTaskDefinitionCommand(this.taskDefinition(more)));
    return taskDefinition!.taskDefinitionArn!;
  }

  /** CreateService's input for the service `web`; `more` overrides. */
  service(more: Partial<CreateServiceCommandInput> = {}): CreateServiceCommandInput {
    return {
      cluster: 'lab',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: this.networkConfiguration,
      ...more,
    };
  }

  /** Registers `web` and waits until its service is steady. */
  async serve(more: Partial<CreateServiceCommandInput> = {}): Promise<Service> {
    await this.register();
    await this.ecs.send(new CreateServiceCommand(this.service(more)));
    return this.steady();
  }

  /** Makes the Cloud Map service `web.lab.local` and returns its ARN. */
  async discovery(): Promise<string> {
    const { serviceDiscovery } = this.cloud;
    await serviceDiscovery.send(new CreatePrivateDnsNamespaceCommand({ Name: 'lab.local', Vpc: 'vpc-1' }));
    const { Namespaces } = await serviceDiscovery.send(new ListNamespacesCommand({}));
    const { Service: made } = await serviceDiscovery.send(
      new CreateDiscovery({
        Name: 'web',
        NamespaceId: Namespaces![0]!.Id!,
        DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] },
        HealthCheckCustomConfig: { FailureThreshold: 1 },
      }),
    );
    return made!.Arn!;
  }

  async describe(name = 'web'): Promise<Service> {
    const { services } = await this.ecs.send(new DescribeServicesCommand({ cluster: 'lab', services: [name] }));
    return services![0]!;
  }

  steady(name = 'web'): Promise<Service> {
    return until('the service is steady', async () => {
      const service = await this.describe(name);
      const { deployments = [], runningCount, desiredCount } = service;
      const done = deployments.length === 1 && deployments[0]!.rolloutState === 'COMPLETED';
      return done && runningCount === desiredCount ? service : undefined;
    });
  }

  async tasks(desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING'): Promise<Task[]> {
    const { taskArns } = await this.ecs.send(new ListTasksCommand({ cluster: 'lab', desiredStatus }));
    if (taskArns!.length === 0) return [];
    const { tasks } = await this.ecs.send(
      new DescribeTasksCommand({ cluster: 'lab', tasks: taskArns, include: ['TAGS'] }),
    );
    return tasks!;
  }
}

/** Asks until there is an answer; fails after ten seconds. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 10_000; Date.now() < end; await setTimeout(2)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`it never came that ${what}`);
}
