import type { ServiceRegistry } from '../ports';
import type { CloudMapDeps } from './deps';
import { findService } from './find';
import { deregisterInstance, registerInstance, setInstanceHealth } from './instances';

/** Cloud Map as ECS uses it: the same functions as the API's actions, without the API. */
export function registryFor(deps: CloudMapDeps): ServiceRegistry {
  const serviceOf = (arn: string) => [...deps.state.services.values()].find((service) => service.arn === arn);
  return {
    has: (registryArn) => serviceOf(registryArn) !== undefined,
    register(registryArn, instanceId, attributes) {
      registerInstance(deps, findService(deps.state, registryArn), instanceId, attributes);
    },
    setHealth(registryArn, instanceId, healthy) {
      const service = serviceOf(registryArn);
      if (service !== undefined) setInstanceHealth(deps, service, instanceId, healthy);
    },
    deregister(registryArn, instanceId) {
      const service = serviceOf(registryArn);
      if (service?.instances.has(instanceId)) deregisterInstance(deps, service, instanceId);
    },
  };
}
