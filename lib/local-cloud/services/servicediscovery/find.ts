import type { Tag } from '@aws-sdk/client-servicediscovery';
import { AwsError } from '../../kernel/aws-error';
import { instanceNotFound, namespaceNotFound, serviceNotFound } from './errors';
import type { CloudMapState, DiscoveryServiceRecord, InstanceRecord, NamespaceRecord } from './state';

/** The namespace by id or ARN; throws NamespaceNotFound. */
export function findNamespace(state: CloudMapState, idOrArn: string): NamespaceRecord {
  const namespace = state.namespaces.get(lastPart(idOrArn));
  if (namespace === undefined) throw namespaceNotFound(idOrArn);
  return namespace;
}

/** The service by id or ARN; throws ServiceNotFound. */
export function findService(state: CloudMapState, idOrArn: string): DiscoveryServiceRecord {
  const service = state.services.get(lastPart(idOrArn));
  if (service === undefined) throw serviceNotFound(idOrArn);
  return service;
}

/** The service's instance; throws InstanceNotFound. */
export function findInstance(service: DiscoveryServiceRecord, id: string): InstanceRecord {
  const instance = service.instances.get(id);
  if (instance === undefined) throw instanceNotFound(id);
  return instance;
}

/** A namespace or a service by its ARN, for tags; throws ResourceNotFoundException. */
export function findTaggable(state: CloudMapState, arn: string): { tags: Tag[] } {
  const found = [...state.namespaces.values(), ...state.services.values()].find((each) => each.arn === arn);
  if (found === undefined)
    throw new AwsError('ResourceNotFoundException', `No resource with the ARN ${arn} was found.`);
  return found;
}

function lastPart(idOrArn: string): string {
  return idOrArn.slice(idOrArn.lastIndexOf('/') + 1);
}
