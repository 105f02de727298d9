import { bindActions, type ServiceDefinition } from '../../kernel/action';
import type { Zone } from '../../dns/zone';
import type { ServiceRegistry } from '../ports';
import { createPrivateDnsNamespace } from './actions/create-private-dns-namespace';
import { createService } from './actions/create-service';
import { deleteNamespace } from './actions/delete-namespace';
import { deleteService } from './actions/delete-service';
import { deregisterInstance } from './actions/deregister-instance';
import { discoverInstances } from './actions/discover-instances';
import { discoverInstancesRevision } from './actions/discover-instances-revision';
import { getInstance } from './actions/get-instance';
import { getInstancesHealthStatus } from './actions/get-instances-health-status';
import { getNamespace } from './actions/get-namespace';
import { getOperation } from './actions/get-operation';
import { getService } from './actions/get-service';
import { listInstances } from './actions/list-instances';
import { listNamespaces } from './actions/list-namespaces';
import { listOperations } from './actions/list-operations';
import { listServices } from './actions/list-services';
import { listTagsForResource } from './actions/list-tags-for-resource';
import { registerInstance } from './actions/register-instance';
import { tagResource } from './actions/tag-resource';
import { untagResource } from './actions/untag-resource';
import { updateInstanceCustomHealthStatus } from './actions/update-instance-custom-health-status';
import { updateService } from './actions/update-service';
import type { CloudMapOptions } from './deps';
import { invalidInput } from './errors';
import { registryFor } from './registry';
import { emptyState } from './state';
import { zonesOf } from './zones';

export type { CloudMapOptions } from './deps';

const ACTIONS = [
  createPrivateDnsNamespace,
  createService,
  deleteNamespace,
  deleteService,
  deregisterInstance,
  discoverInstances,
  discoverInstancesRevision,
  getInstance,
  getInstancesHealthStatus,
  getNamespace,
  getOperation,
  getService,
  listInstances,
  listNamespaces,
  listOperations,
  listServices,
  listTagsForResource,
  registerInstance,
  tagResource,
  untagResource,
  updateInstanceCustomHealthStatus,
  updateService,
];

export interface CloudMap {
  readonly definition: ServiceDefinition;
  /** Cloud Map as ECS uses it. */
  readonly registry: ServiceRegistry;
  /** What DNS answers now: the same array until something changes. */
  zones(): readonly Zone[];
  /** Calls `listener` after every change; the returned function ends that. */
  onChange(listener: () => void): () => void;
}

/** Cloud Map: namespaces, services and instances, and the DNS zones that follow from them. */
export function createCloudMap(options: CloudMapOptions): CloudMap {
  const state = emptyState();
  const listeners = new Set<() => void>();
  let published: readonly Zone[] | undefined;
  const changed = () => {
    published = undefined;
    listeners.forEach((listener) => listener());
  };
  const deps = { ...options, state, changed };
  return {
    registry: registryFor(deps),
    zones: () => (published ??= zonesOf(state)),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    definition: {
      signingName: 'servicediscovery',
      protocol: 'json-1.1',
      wireName: 'Route53AutoNaming_v20170314',
      actions: bindActions(deps, ACTIONS),
      invalidInput,
    },
  };
}
