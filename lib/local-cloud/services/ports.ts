/** What services need of each other: `cloud.ts` joins them, so that none imports another. */
import type { AgentTask } from '../kernel/task-agent/task-agent';

export interface NetworkInterface {
  /** `eni-…` */
  readonly id: string;
  readonly subnetId: string;
  /** `us-east-1a`; the region's first when EC2 does not say. */
  readonly availabilityZone?: string;
  readonly macAddress: string;
  readonly privateAddress: string;
  /** 127.x.y.z on the laptop; absent when the service does not assign one. */
  readonly publicAddress?: string;
}

/** EC2, as ECS uses it: one network interface for each task. */
export interface TaskNetworking {
  /** Throws an AwsError for a subnet or security group that does not exist. */
  attach(request: {
    readonly subnets: readonly string[];
    readonly securityGroups: readonly string[];
    readonly assignPublicIp: boolean;
    readonly description: string;
  }): NetworkInterface;
  detach(networkInterfaceId: string): void;
}

/** Cloud Map, as ECS uses it. */
export interface ServiceRegistry {
  /** Whether the ARN is that of a Cloud Map service. */
  has(registryArn: string): boolean;
  /** Throws an AwsError when the Cloud Map service does not exist. */
  register(registryArn: string, instanceId: string, attributes: Readonly<Record<string, string>>): void;
  /** Sets an instance's custom health; without effect where the Cloud Map service has no custom health check. */
  setHealth(registryArn: string, instanceId: string, healthy: boolean): void;
  /** Without effect for an instance that is not there. */
  deregister(registryArn: string, instanceId: string): void;
}

/** CloudWatch Logs, as the awslogs driver uses it. */
export interface LogSink {
  append(event: { group: string; stream: string; timestamp: number; message: string }): void;
}

/** What a container needs in its environment to ask ECS's agent for faults of its task's network. */
export interface TaskAgents {
  /** Called once for each container of a task that starts. */
  environmentOf(task: AgentTask): Readonly<Record<string, string>>;
  /** Nobody answers its containers from now on; twice is fine. */
  forget(taskId: string): void;
}

/** What a task needs in its containers' environment to call the cloud as its role. */
export interface TaskRoles {
  /** Called when the task starts. */
  environmentOf(taskId: string, roleArn: string): Readonly<Record<string, string>>;
  /** Its credentials are of no use from now on; twice is fine. */
  forget(taskId: string): void;
}

/** Secrets Manager and SSM, as `secrets` of a container use them; throws an AwsError when the value is not there. */
export interface SecretSource {
  valueOf(valueFrom: string): string;
}
