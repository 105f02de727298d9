import type { Attachment, Container, Task } from '@aws-sdk/client-ecs';
import { TASK_STATES } from '../../../scheduler';
import type { ContainerRecord, TaskRecord } from '../state';

/** A task as DescribeTasks answers it. */
export function describeTask(task: TaskRecord, region: string, include: readonly string[] = []): Task {
  const { definition } = task.definition;
  return {
    attachments: [attachmentOf(task)],
    attributes: [{ name: 'ecs.cpu-architecture', value: cpuArchitecture(task) }],
    availabilityZone: task.networkInterface?.availabilityZone ?? `${region}a`,
    clusterArn: task.cluster.arn,
    ...(task.connectivityAt === undefined
      ? {}
      : { connectivity: 'CONNECTED', connectivityAt: new Date(task.connectivityAt) }),
    containers: task.containers.map((container) => containerOf(container, task)),
    cpu: definition.cpu,
    createdAt: new Date(task.createdAt),
    desiredStatus: task.desired,
    enableExecuteCommand: task.enableExecuteCommand,
    executionStoppedAt: date(task.executionStoppedAt),
    group: task.group,
    healthStatus: task.health,
    inferenceAccelerators: [],
    lastStatus: task.state,
    launchType: 'FARGATE',
    memory: definition.memory,
    overrides: { containerOverrides: [], inferenceAcceleratorOverrides: [], ...task.overrides },
    platformVersion: task.platformVersion,
    platformFamily: 'Linux',
    pullStartedAt: date(task.pullStartedAt),
    pullStoppedAt: date(task.pullStoppedAt),
    startedAt: date(task.startedAt),
    startedBy: task.startedBy,
    stopCode: task.stopCode,
    stoppedAt: date(task.stoppedAt),
    stoppedReason: task.stoppedReason,
    stoppingAt: date(task.stoppingAt),
    tags: include.includes('TAGS') ? task.tags : [],
    taskArn: task.arn,
    taskDefinitionArn: task.definition.arn,
    version: task.version,
    ephemeralStorage: definition.ephemeralStorage ?? { sizeInGiB: 20 },
  };
}

function containerOf(container: ContainerRecord, task: TaskRecord): Container {
  const { definition } = container;
  const { networkInterface } = task;
  return {
    containerArn: container.arn,
    taskArn: task.arn,
    name: container.name,
    image: definition.image,
    runtimeId: container.runtimeId,
    lastStatus: container.state,
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: [],
    networkInterfaces:
      networkInterface === undefined
        ? []
        : [{ attachmentId: task.attachmentId, privateIpv4Address: networkInterface.privateAddress }],
    healthStatus: container.health,
    managedAgents: [],
    cpu: String(definition.cpu ?? 0),
    ...(definition.memory === undefined ? {} : { memory: String(definition.memory) }),
    ...(definition.memoryReservation === undefined ? {} : { memoryReservation: String(definition.memoryReservation) }),
  };
}

/** The elastic network interface, with the details under the names that ECS gives them. */
function attachmentOf(task: TaskRecord): Attachment {
  const { networkInterface } = task;
  const details =
    networkInterface === undefined
      ? []
      : [
          { name: 'subnetId', value: networkInterface.subnetId },
          { name: 'networkInterfaceId', value: networkInterface.id },
          { name: 'macAddress', value: networkInterface.macAddress },
          { name: 'privateDnsName', value: privateDnsName(networkInterface.privateAddress) },
          { name: 'privateIPv4Address', value: networkInterface.privateAddress },
        ];
  return { id: task.attachmentId, type: 'ElasticNetworkInterface', status: attachmentStatus(task), details };
}

function attachmentStatus(task: TaskRecord): string {
  if (task.state === 'STOPPED') return 'DELETED';
  if (task.networkInterface === undefined) return 'PRECREATED';
  return TASK_STATES.indexOf(task.state) < TASK_STATES.indexOf('DEPROVISIONING') ? 'ATTACHED' : 'DETACHING';
}

function privateDnsName(address: string): string {
  return `ip-${address.replaceAll('.', '-')}.ec2.internal`;
}

function cpuArchitecture(task: TaskRecord): string {
  return (task.definition.definition.runtimePlatform?.cpuArchitecture ?? 'X86_64').toLowerCase();
}

function date(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
