import { ecsArn } from '../arns';
import { checkLaunchType, checkService } from '../check-service';
import { action } from '../deps';
import { invalidParameter } from '../errors';
import { findActiveTaskDefinition, findCluster } from '../find';
import { newDeployment } from '../new-service';
import { createServiceInput, type CreateServiceInput } from '../schemas/service';
import type { ClusterRecord, ServiceRecord, ServiceSettings } from '../state';
import { describeService } from '../wire/describe-service';

/** CreateService: the service and its first deployment; its tasks follow by themselves. */
export const createService = action({
  name: 'CreateService',
  input: createServiceInput,
  run({ state, registry, controller, account, region, clock }, input, { principal }) {
    const cluster = findCluster(state, input.cluster);
    const existing = cluster.services.get(input.serviceName);
    if (existing !== undefined && isSameRequest(existing, input)) return { service: describeService(existing) };
    checkName(existing);
    checkLaunchType(input.launchType);
    if (input.schedulingStrategy === 'DAEMON')
      throw invalidParameter('The Fargate launch type does not support the DAEMON scheduling strategy.');
    if (input.taskDefinition === undefined) throw invalidParameter('TaskDefinition can not be blank.');
    const taskDefinition = findActiveTaskDefinition(state, input.taskDefinition);
    const settings = settingsOf(input);
    checkService(settings, taskDefinition, registry);
    if (input.networkConfiguration === undefined)
      throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");

    const service: ServiceRecord = {
      ...settings,
      name: input.serviceName,
      arn: ecsArn({ account, region }, `service/${cluster.name}/${input.serviceName}`),
      cluster,
      createdAt: clock.now(),
      createdBy: principal,
      clientToken: input.clientToken,
      status: 'ACTIVE',
      tags: input.tags ?? [],
      deployments: [
        newDeployment(clock.now(), { ...input, taskDefinition, networkConfiguration: input.networkConfiguration }),
      ],
      lastCompleted: undefined,
      events: [],
      liveTasks: new Map(),
      steady: false,
      impaired: false,
      blocked: false,
    };
    add(cluster, service);
    controller.look(service);
    return { service: describeService(service, ['TAGS']) };
  },
});

function isSameRequest(existing: ServiceRecord, input: CreateServiceInput): boolean {
  return existing.status === 'ACTIVE' && input.clientToken !== undefined && existing.clientToken === input.clientToken;
}

function checkName(existing: ServiceRecord | undefined): void {
  if (existing?.status === 'ACTIVE') throw invalidParameter('Creation of service was not idempotent.');
  if (existing?.status === 'DRAINING') throw invalidParameter('Unable to Start a service that is still Draining.');
}

function settingsOf(input: CreateServiceInput): ServiceSettings {
  if (input.desiredCount === undefined) throw invalidParameter('DesiredCount must be specified.');
  return {
    desiredCount: input.desiredCount,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: false, rollback: false },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: 'ROLLING',
      bakeTimeInMinutes: 0,
      ...input.deploymentConfiguration,
    },
    serviceRegistries: input.serviceRegistries ?? [],
    propagateTags: input.propagateTags ?? 'NONE',
    enableECSManagedTags: input.enableECSManagedTags ?? false,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds,
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? 'DISABLED',
  };
}

function add(cluster: ClusterRecord, service: ServiceRecord): void {
  cluster.services.set(service.name, service);
}
