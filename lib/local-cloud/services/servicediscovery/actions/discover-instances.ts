import type { HttpInstanceSummary } from '@aws-sdk/client-servicediscovery';
import { z } from 'zod';
import { action } from '../deps';
import { findByName } from '../find-by-name';
import { healthOf, isHealthy, type DiscoveryServiceRecord, type InstanceRecord } from '../state';

const attributes = z.record(z.string(), z.string());

/**
 * DiscoverInstances: instances that match all of QueryParameters and, where some do, all of OptionalParameters; the
 * healthy ones, or all when none is healthy, unless another HealthStatus is asked.
 */
export const discoverInstances = action({
  name: 'DiscoverInstances',
  input: z.strictObject({
    NamespaceName: z.string(),
    ServiceName: z.string(),
    MaxResults: z.number().int().min(1).max(1000).optional(),
    QueryParameters: attributes.optional(),
    OptionalParameters: attributes.optional(),
    HealthStatus: z.enum(['HEALTHY', 'UNHEALTHY', 'ALL', 'HEALTHY_OR_ELSE_ALL']).optional(),
    OwnerAccount: z.string().optional(),
  }),
  run({ state }, input) {
    const service = findByName(state, input.NamespaceName, input.ServiceName);
    const required = [...service.instances.values()].filter((instance) => has(instance, input.QueryParameters));
    const preferred = required.filter((instance) => has(instance, input.OptionalParameters));
    const matching = preferred.length > 0 ? preferred : required;
    const found = byHealth(service, matching, input.HealthStatus ?? 'HEALTHY_OR_ELSE_ALL');
    return {
      Instances: found.slice(0, input.MaxResults ?? 100).map((instance) => summary(service, instance)),
      InstancesRevision: service.revision,
    };
  },
});

function has(instance: InstanceRecord, wanted: Readonly<Record<string, string>> = {}): boolean {
  return Object.entries(wanted).every(([key, value]) => instance.attributes[key] === value);
}

function byHealth(
  service: DiscoveryServiceRecord,
  instances: readonly InstanceRecord[],
  asked: 'HEALTHY' | 'UNHEALTHY' | 'ALL' | 'HEALTHY_OR_ELSE_ALL',
): readonly InstanceRecord[] {
  const healthy = instances.filter((instance) => isHealthy(service, instance));
  if (asked === 'UNHEALTHY') return instances.filter((instance) => !isHealthy(service, instance));
  if (asked === 'ALL' || (asked === 'HEALTHY_OR_ELSE_ALL' && healthy.length === 0)) return instances;
  return healthy;
}

function summary(service: DiscoveryServiceRecord, instance: InstanceRecord): HttpInstanceSummary {
  return {
    InstanceId: instance.id,
    NamespaceName: service.namespace.name,
    ServiceName: service.name,
    HealthStatus: healthOf(service, instance),
    Attributes: { ...instance.attributes },
  };
}
