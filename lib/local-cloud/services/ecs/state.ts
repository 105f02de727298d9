import type {
  ClusterConfiguration,
  ClusterSetting,
  ContainerDefinition,
  DeploymentConfiguration,
  NetworkConfiguration,
  ServiceEvent,
  ServiceRegistry,
  Tag,
  TaskDefinition,
  TaskOverride,
} from '@aws-sdk/client-ecs';
import type { DeploymentTally, Health, RolloutState, StopCode, TaskState } from '../../scheduler';
import type { NetworkInterface } from '../ports';

/** A task definition's revision; `definition` is what DescribeTaskDefinition answers. */
export interface TaskDefinitionRecord {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly containers: readonly ContainerDefinition[];
  definition: TaskDefinition;
  tags: Tag[];
}

export interface ClusterRecord {
  readonly name: string;
  readonly arn: string;
  status: 'ACTIVE' | 'INACTIVE';
  settings: ClusterSetting[];
  configuration: ClusterConfiguration | undefined;
  tags: Tag[];
  readonly services: Map<string, ServiceRecord>;
  /** By task id; STOPPED ones included until they are forgotten. */
  readonly tasks: Map<string, TaskRecord>;
  /** The STOPPED ones among them, in the order in which they stopped. */
  readonly stoppedTasks: Set<TaskRecord>;
}

export interface DeploymentRecord extends DeploymentTally {
  readonly id: string;
  readonly taskDefinition: TaskDefinitionRecord;
  readonly networkConfiguration: NetworkConfiguration;
  readonly platformVersion: string;
  readonly createdAt: number;
  updatedAt: number;
  rolloutState: RolloutState;
  rolloutStateReason: string;
  failedTasks: DeploymentTally['failedTasks'];
  startFailures: DeploymentTally['startFailures'];
}

/** What CreateService set and UpdateService may change. */
export interface ServiceSettings {
  desiredCount: number;
  deploymentConfiguration: DeploymentConfiguration;
  serviceRegistries: ServiceRegistry[];
  propagateTags: 'SERVICE' | 'TASK_DEFINITION' | 'NONE';
  enableECSManagedTags: boolean;
  enableExecuteCommand: boolean;
  healthCheckGracePeriodSeconds: number | undefined;
  availabilityZoneRebalancing: 'ENABLED' | 'DISABLED';
}

export interface ServiceRecord extends ServiceSettings {
  readonly name: string;
  readonly arn: string;
  readonly cluster: ClusterRecord;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly clientToken: string | undefined;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  tags: Tag[];
  /** PRIMARY first, then the older ones that still have tasks, newest first. */
  deployments: DeploymentRecord[];
  /** The last deployment that was COMPLETED: the circuit breaker's way back. */
  lastCompleted: DeploymentRecord | undefined;
  /** Newest first. */
  events: ServiceEvent[];
  /** Tasks that are not STOPPED, by id. */
  readonly liveTasks: Map<string, TaskRecord>;
  steady: boolean;
  impaired: boolean;
  blocked: boolean;
}

export interface ContainerRecord {
  readonly definition: ContainerDefinition;
  readonly name: string;
  readonly arn: string;
  readonly essential: boolean;
  state: 'PENDING' | 'RUNNING' | 'STOPPED';
  health: Health;
  startedAt: number | undefined;
  runtimeId: string | undefined;
  exitCode: number | undefined;
  reason: string | undefined;
}

export interface TaskRecord {
  readonly id: string;
  readonly arn: string;
  readonly cluster: ClusterRecord;
  readonly definition: TaskDefinitionRecord;
  readonly service: ServiceRecord | undefined;
  readonly deploymentId: string | undefined;
  readonly group: string;
  readonly startedBy: string | undefined;
  /** RunTask's token: the same token means the same tasks. */
  readonly clientToken: string | undefined;
  readonly networkConfiguration: NetworkConfiguration;
  readonly platformVersion: string;
  readonly overrides: TaskOverride;
  readonly enableExecuteCommand: boolean;
  readonly attachmentId: string;
  readonly createdAt: number;
  readonly containers: readonly ContainerRecord[];
  tags: Tag[];
  state: TaskState;
  desired: 'RUNNING' | 'STOPPED';
  health: Health;
  everHealthy: boolean;
  version: number;
  networkInterface: NetworkInterface | undefined;
  pullStartedAt: number | undefined;
  pullStoppedAt: number | undefined;
  connectivityAt: number | undefined;
  startedAt: number | undefined;
  executionStoppedAt: number | undefined;
  stoppingAt: number | undefined;
  stoppedAt: number | undefined;
  stopCode: StopCode | undefined;
  stoppedReason: string | undefined;
}

export interface EcsState {
  readonly clusters: Map<string, ClusterRecord>;
  /** Revisions of each family, oldest first; a deleted one leaves a hole, so numbers are never used twice. */
  readonly families: Map<string, (TaskDefinitionRecord | undefined)[]>;
}

/** No cluster, no task definition. */
export function emptyState(): EcsState {
  return { clusters: new Map(), families: new Map() };
}
