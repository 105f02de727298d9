import type { AddressRecord, ServiceRecord, Zone, ZoneName } from '../../dns/zone';
import { isHealthy, servicesIn, type CloudMapState, type DiscoveryServiceRecord, type InstanceRecord } from './state';

/** Cloud Map gives every SRV record this priority and weight. */
const SRV = { priority: 1, weight: 1 };

/** One private hosted zone for each namespace: what DNS answers, pure. */
export function zonesOf(state: CloudMapState): Zone[] {
  return [...state.namespaces.values()].map((namespace) => ({
    name: namespace.name.toLowerCase(),
    names: servicesIn(state, namespace).flatMap(namesOf),
  }));
}

/** The service's own name, and one for each instance that an SRV record points to. */
function namesOf(service: DiscoveryServiceRecord): ZoneName[] {
  const [first] = service.dnsRecords;
  if (first === undefined) return [];
  const name = fullNameOf(service);
  const healthy = [...service.instances.values()].filter((instance) => isHealthy(service, instance));
  const common = { ttlSeconds: first.TTL, routing: service.routingPolicy };
  const types = service.dnsRecords.map(({ Type }) => Type);
  return [
    {
      ...common,
      name,
      records: healthy.flatMap((instance) =>
        types.map((type) => (type === 'A' ? address(instance) : srv(instance, name))),
      ),
    },
    ...(types.includes('SRV')
      ? healthy.map((instance) => ({ ...common, name: hostOf(instance, name), records: [address(instance)] }))
      : []),
  ];
}

function fullNameOf(service: DiscoveryServiceRecord): string {
  return `${service.name}.${service.namespace.name}`.toLowerCase();
}

function hostOf(instance: InstanceRecord, name: string): string {
  return `${instance.id}.${name}`.toLowerCase();
}

function address(instance: InstanceRecord): AddressRecord {
  return { type: 'A', address: instance.attributes['AWS_INSTANCE_IPV4'] ?? '' };
}

function srv(instance: InstanceRecord, name: string): ServiceRecord {
  const port = Number(instance.attributes['AWS_INSTANCE_PORT'] ?? 0);
  return { type: 'SRV', ...SRV, port, target: hostOf(instance, name) };
}
