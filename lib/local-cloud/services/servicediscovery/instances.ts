import type { CloudMapDeps } from './deps';
import { invalidInput } from './errors';
import { completeOperation } from './operations';
import { isHealthy, type DiscoveryServiceRecord } from './state';

type Deps = Pick<CloudMapDeps, 'state' | 'clock' | 'changed'>;

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/u;

/** Registers an instance or gives it new attributes; returns the operation's id, throws InvalidInput. */
export function registerInstance(
  deps: Deps,
  service: DiscoveryServiceRecord,
  id: string,
  given: Readonly<Record<string, string>>,
  creatorRequestId?: string,
): string {
  const attributes = { ...given };
  if (!service.customHealth) delete attributes['AWS_INIT_HEALTH_STATUS'];
  check(service, attributes);
  const healthy = attributes['AWS_INIT_HEALTH_STATUS'] !== 'UNHEALTHY';
  service.instances.set(id, { id, attributes, creatorRequestId, healthy });
  service.revision += 1;
  return completeOperation(deps, 'REGISTER_INSTANCE', { SERVICE: service.id, INSTANCE: id });
}

/** Takes an instance away; the caller has checked that it is there. */
export function deregisterInstance(deps: Deps, service: DiscoveryServiceRecord, id: string): string {
  service.instances.delete(id);
  service.revision += 1;
  return completeOperation(deps, 'DEREGISTER_INSTANCE', { SERVICE: service.id, INSTANCE: id });
}

/** Sets an instance's custom health; DNS follows at once. */
export function setInstanceHealth(deps: Deps, service: DiscoveryServiceRecord, id: string, healthy: boolean): void {
  const instance = service.instances.get(id);
  if (instance === undefined) return;
  const before = isHealthy(service, instance);
  instance.healthy = healthy;
  if (before === isHealthy(service, instance)) return;
  service.revision += 1;
  deps.changed();
}

/** What each DNS record of the service needs of an instance. */
function check(service: DiscoveryServiceRecord, attributes: Readonly<Record<string, string>>): void {
  const address = attributes['AWS_INSTANCE_IPV4'];
  const port = attributes['AWS_INSTANCE_PORT'];
  const types = new Set(service.dnsRecords.map(({ Type }) => Type));
  if (types.size > 0 && address === undefined)
    throw invalidInput('The attribute AWS_INSTANCE_IPV4 is required for a service with an A or SRV record.');
  if (address !== undefined && !IPV4.test(address))
    throw invalidInput(`The attribute AWS_INSTANCE_IPV4 is not an IPv4 address: ${address}`);
  if (types.has('SRV') && port === undefined)
    throw invalidInput('The attribute AWS_INSTANCE_PORT is required for a service with an SRV record.');
  if (port !== undefined && !(/^\d{1,5}$/u.test(port) && Number(port) <= 65_535))
    throw invalidInput(`The attribute AWS_INSTANCE_PORT is not a port: ${port}`);
  const status = attributes['AWS_INIT_HEALTH_STATUS'];
  if (status !== undefined && status !== 'HEALTHY' && status !== 'UNHEALTHY')
    throw invalidInput(`The attribute AWS_INIT_HEALTH_STATUS must be HEALTHY or UNHEALTHY: ${status}`);
}
