import { namespaceNotFound, serviceNotFound } from './errors';
import { servicesIn, type CloudMapState, type DiscoveryServiceRecord } from './state';

/** A service by the names that applications know; throws NamespaceNotFound or ServiceNotFound. */
export function findByName(state: CloudMapState, namespaceName: string, serviceName: string): DiscoveryServiceRecord {
  const namespaces = [...state.namespaces.values()].filter(({ name }) => name === namespaceName);
  if (namespaces.length === 0) throw namespaceNotFound(namespaceName);
  const found = namespaces.flatMap((each) => servicesIn(state, each)).find(({ name }) => name === serviceName);
  if (found === undefined) throw serviceNotFound(serviceName);
  return found;
}
