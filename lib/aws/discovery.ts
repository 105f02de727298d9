import type { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import type { DiscoveryService } from './lab-api';

/** Reads a Cloud Map service, its namespace and its instances with their health. */
export async function discoveryService(client: ServiceDiscoveryClient, registryArn: string): Promise<DiscoveryService> {
  const { GetInstancesHealthStatusCommand, GetNamespaceCommand, GetServiceCommand, ListInstancesCommand } =
    await import('@aws-sdk/client-servicediscovery');
  const id = registryArn.slice(registryArn.lastIndexOf('/') + 1);
  const [{ Service: service }, { Instances: instances = [] }] = await Promise.all([
    client.send(new GetServiceCommand({ Id: id })),
    client.send(new ListInstancesCommand({ ServiceId: id })),
  ]);
  // Asked for a service without instances, the real one answers InstanceNotFound.
  const [{ Namespace: namespace }, { Status: health = {} }] = await Promise.all([
    client.send(new GetNamespaceCommand({ Id: service?.NamespaceId })),
    instances.length > 0 ? client.send(new GetInstancesHealthStatusCommand({ ServiceId: id })) : { Status: {} },
  ]);
  return {
    name: service?.Name ?? id,
    namespace: namespace?.Name ?? 'unknown',
    ttlSeconds: service?.DnsConfig?.DnsRecords?.[0]?.TTL ?? null,
    instances: instances.map((instance) => ({
      id: instance.Id ?? 'unknown',
      address: instance.Attributes?.['AWS_INSTANCE_IPV4'] ?? null,
      health: (health as Record<string, string>)[instance.Id ?? ''] ?? 'UNKNOWN',
    })),
  };
}

/** One call of the data plane, which may be asked often. */
export async function discoveredAddresses(
  client: ServiceDiscoveryClient,
  namespace: string,
  service: string,
): Promise<string[]> {
  const { DiscoverInstancesCommand } = await import('@aws-sdk/client-servicediscovery');
  const command = new DiscoverInstancesCommand({ NamespaceName: namespace, ServiceName: service });
  const { Instances: instances = [] } = await client.send(command);
  return instances.flatMap(({ Attributes: attributes }) => attributes?.['AWS_INSTANCE_IPV4'] ?? []);
}
