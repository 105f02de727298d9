import { checkService } from '../check-service';
import { action, type EcsDeps } from '../deps';
import { serviceNotActive } from '../errors';
import { findActiveTaskDefinition, findService } from '../find';
import { newDeployment } from '../new-service';
import { updateServiceInput, type UpdateServiceInput } from '../schemas/service';
import type { DeploymentRecord, ServiceRecord } from '../state';
import { describeService } from '../wire/describe-service';

/** UpdateService: a new deployment where tasks would come out differently or one is forced, else settings only. */
export const updateService = action({
  name: 'UpdateService',
  input: updateServiceInput,
  run(deps, input) {
    const { state, registry, controller } = deps;
    const service = findService(state, input.cluster, input.service);
    if (service.status !== 'ACTIVE') throw serviceNotActive();
    const deployment = nextDeployment(deps, service, input);
    const settings = changedSettings(service, input);
    const taskDefinition = (deployment ?? service.deployments[0]!).taskDefinition;
    checkService({ ...service, ...settings }, taskDefinition, registry);
    Object.assign(service, settings);
    if (deployment !== undefined) service.deployments.unshift(deployment);
    controller.look(service);
    return { service: describeService(service, ['TAGS']) };
  },
});

/** Members that are only kept on the service; those that are absent stay as they are. */
function changedSettings(service: ServiceRecord, input: UpdateServiceInput): Partial<ServiceRecord> {
  const { desiredCount, serviceRegistries, propagateTags, enableECSManagedTags, enableExecuteCommand } = input;
  const { healthCheckGracePeriodSeconds, availabilityZoneRebalancing } = input;
  const settings = {
    desiredCount,
    serviceRegistries,
    propagateTags,
    enableECSManagedTags,
    enableExecuteCommand,
    healthCheckGracePeriodSeconds,
    availabilityZoneRebalancing,
    deploymentConfiguration: input.deploymentConfiguration && {
      ...service.deploymentConfiguration,
      ...input.deploymentConfiguration,
    },
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function nextDeployment(
  { state, clock }: EcsDeps,
  service: ServiceRecord,
  input: UpdateServiceInput,
): DeploymentRecord | undefined {
  const current = service.deployments[0]!;
  const next = newDeployment(clock.now(), {
    taskDefinition:
      input.taskDefinition === undefined
        ? current.taskDefinition
        : findActiveTaskDefinition(state, input.taskDefinition),
    networkConfiguration: input.networkConfiguration ?? current.networkConfiguration,
    platformVersion: input.platformVersion ?? current.platformVersion,
  });
  const differs =
    next.taskDefinition !== current.taskDefinition ||
    next.platformVersion !== current.platformVersion ||
    !same(next.networkConfiguration, current.networkConfiguration) ||
    changes(input.serviceRegistries, service.serviceRegistries) ||
    changes(input.enableExecuteCommand, service.enableExecuteCommand) ||
    changes(input.enableECSManagedTags, service.enableECSManagedTags) ||
    changes(input.propagateTags, service.propagateTags);
  return differs || input.forceNewDeployment === true ? next : undefined;
}

function changes(asked: unknown, current: unknown): boolean {
  return asked !== undefined && !same(asked, current);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
