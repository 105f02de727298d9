import type { Deployment, Service } from '@aws-sdk/client-ecs';
import type { DeploymentRecord, ServiceRecord } from '../state';
import { countTasks } from '../task-count';

/** A service as DescribeServices answers it. */
export function describeService(service: ServiceRecord, include: readonly string[] = []): Service {
  const { pending, running } = countTasks(service.liveTasks.values());
  const [primary] = service.deployments;
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    loadBalancers: [],
    serviceRegistries: service.serviceRegistries,
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: running,
    pendingCount: pending,
    launchType: 'FARGATE',
    platformVersion: primary?.platformVersion,
    platformFamily: 'Linux',
    taskDefinition: primary?.taskDefinition.arn,
    deploymentConfiguration: service.deploymentConfiguration,
    deployments: service.status === 'INACTIVE' ? [] : service.deployments.map((each) => describe(each, service)),
    events: service.events,
    createdAt: new Date(service.createdAt),
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: primary?.networkConfiguration,
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    ...(include.includes('TAGS') ? { tags: service.tags } : {}),
    createdBy: service.createdBy,
    enableECSManagedTags: service.enableECSManagedTags,
    propagateTags: service.propagateTags,
    enableExecuteCommand: service.enableExecuteCommand,
    availabilityZoneRebalancing: service.availabilityZoneRebalancing,
  };
}

function describe(deployment: DeploymentRecord, service: ServiceRecord): Deployment {
  const { wanted, pending, running } = countTasks(service.liveTasks.values(), deployment.id);
  const isPrimary = deployment === service.deployments[0];
  return {
    id: deployment.id,
    status: isPrimary ? 'PRIMARY' : 'ACTIVE',
    taskDefinition: deployment.taskDefinition.arn,
    desiredCount: isPrimary ? service.desiredCount : wanted,
    pendingCount: pending,
    runningCount: running,
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(deployment.updatedAt),
    launchType: 'FARGATE',
    platformVersion: deployment.platformVersion,
    platformFamily: 'Linux',
    networkConfiguration: deployment.networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}
