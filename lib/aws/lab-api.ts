import type { Service, Task } from '@aws-sdk/client-ecs';
import type { ContainerSecret } from './container-secret';
import type { RevisionChange } from './task-definitions';

export type { Container, Service, Task } from '@aws-sdk/client-ecs';

/** What AWS knows of a Cloud Map service, as far as the lab shows it. */
export interface DiscoveryService {
  /** `sre-app-service` */
  readonly name: string;
  /** `sre.local` */
  readonly namespace: string;
  readonly ttlSeconds: number | null;
  readonly instances: readonly DiscoveryInstance[];
}

export interface DiscoveryInstance {
  readonly id: string;
  readonly address: string | null;
  /** `HEALTHY`, `UNHEALTHY` or `UNKNOWN`. */
  readonly health: string;
}

export interface ServiceChange {
  readonly desiredCount?: number;
  readonly forceNewDeployment?: boolean;
  /** The ARN of the revision that its tasks shall have. */
  readonly taskDefinition?: string;
}

/** The AWS API as the lab's commands use it: the same on AWS and in the local cloud. */
export interface LabApi {
  /** The services of a cluster by name; those that don't exist are left out, and so are deleted ones. */
  describeServices(cluster: string, names: readonly string[]): Promise<Service[]>;
  /** The tasks that the service wants to run. */
  listServiceTasks(cluster: string, service: string): Promise<Task[]>;
  /** Tasks by id, stopped ones too (for about an hour); what ECS no longer knows is left out. At most 100. */
  describeTasks(cluster: string, ids: readonly string[]): Promise<Task[]>;
  /** Changes how many tasks a service wants, or replaces the ones that it has by a new deployment. */
  updateService(cluster: string, service: string, change: ServiceChange): Promise<void>;
  /** A new revision of a task definition, with another environment; resolves with its ARN. */
  registerRevision(taskDefinition: string, change: RevisionChange): Promise<string>;
  deregisterRevision(taskDefinition: string): Promise<void>;
  /** Ends a task; its service starts another one. `reason` is what its `stoppedReason` says. */
  stopTask(cluster: string, task: string, reason: string): Promise<void>;
  /** Public IPv4 addresses by network interface id; an interface without one is left out. */
  publicAddresses(networkInterfaceIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The value of a secret that a container of a service gets; undefined when there is none. */
  containerSecret(secret: ContainerSecret): Promise<string | undefined>;
  /** The Cloud Map service behind an ECS service's registry ARN. */
  discoveryService(registryArn: string): Promise<DiscoveryService>;
  /** The attributes of the instances of a Cloud Map service, by id. */
  instanceAttributes(registryArn: string): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
  /** Adds an instance to a Cloud Map service, or replaces its attributes. */
  registerInstance(registryArn: string, id: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  /** Takes an instance out of a Cloud Map service and its DNS answers. */
  deregisterInstance(registryArn: string, id: string): Promise<void>;
  /** IPv4 addresses that Cloud Map's DNS has for a service now: the healthy ones, or all when none is healthy. */
  discoveredAddresses(namespace: string, service: string): Promise<string[]>;
}
