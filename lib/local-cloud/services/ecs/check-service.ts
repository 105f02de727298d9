import { clientError, invalidParameter } from './errors';
import { isRunnable } from './new-service';
import type { ServiceRegistry } from '../ports';
import type { ServiceSettings, TaskDefinitionRecord } from './state';

type Checked = Pick<ServiceSettings, 'deploymentConfiguration' | 'serviceRegistries'>;

/** What ECS checks of a service beyond the shape of the request; throws in its words. */
export function checkService(settings: Checked, definition: TaskDefinitionRecord, registry: ServiceRegistry): void {
  checkRunnable(definition);
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = settings.deploymentConfiguration;
  if (minimumHealthyPercent === 100 && maximumPercent === 100)
    throw invalidParameter(
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    );
  if (maximumPercent < 100 || maximumPercent < minimumHealthyPercent)
    throw invalidParameter('maximumPercent must be at least 100 and not less than minimumHealthyPercent.');
  for (const { registryArn = '' } of settings.serviceRegistries) {
    if (!registry.has(registryArn)) throw invalidParameter(`Service registry ${registryArn} does not exist.`);
  }
}

/** Tasks run on Fargate here, and only there. */
export function checkRunnable(definition: TaskDefinitionRecord): void {
  if (!isRunnable(definition)) throw clientError('Task definition does not support launch_type FARGATE.');
}

/** A launch type other than FARGATE has nowhere to run. */
export function checkLaunchType(launchType: string | undefined): void {
  if (launchType !== 'FARGATE')
    throw invalidParameter(
      `The local cloud runs tasks with the launch type FARGATE only; ${launchType ?? 'no launch type'} was given.`,
    );
}
