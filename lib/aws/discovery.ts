import type { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import type { DiscoveryService } from './lab-api';

/** Reads a Cloud Map service, its namespace and its instances with their health. */
export async function discoveryService(client: ServiceDiscoveryClient, registryArn: string): Promise<DiscoveryService> {
  const { GetInstancesHealthStatusCommand, GetNamespaceCommand, GetServiceCommand, ListInstancesCommand } =
    await import('@aws-sdk/client-servicediscovery');
  const id = serviceIdOf(registryArn);
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

/** The attributes of a Cloud Map service's instances, by id. */
export async function instanceAttributes(
  client: ServiceDiscoveryClient,
  registryArn: string,
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const { ListInstancesCommand } = await import('@aws-sdk/client-servicediscovery');
  const { Instances: instances = [] } = await client.send(
    new ListInstancesCommand({ ServiceId: serviceIdOf(registryArn) }),
  );
  return new Map(instances.map(({ Id: id = '', Attributes: attributes = {} }) => [id, attributes]));
}

/** Adds an instance, or replaces its attributes. Cloud Map does it within seconds after its answer. */
export async function registerInstance(
  client: ServiceDiscoveryClient,
  registryArn: string,
  id: string,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const { RegisterInstanceCommand } = await import('@aws-sdk/client-servicediscovery');
  const ServiceId = serviceIdOf(registryArn);
  await client.send(new RegisterInstanceCommand({ ServiceId, InstanceId: id, Attributes: { ...attributes } }));
}

/** Takes an instance away; fine for one that is not there. */
export async function deregisterInstance(
  client: ServiceDiscoveryClient,
  registryArn: string,
  id: string,
): Promise<void> {
  const { DeregisterInstanceCommand, InstanceNotFound } = await import('@aws-sdk/client-servicediscovery');
  const command = new DeregisterInstanceCommand({ ServiceId: serviceIdOf(registryArn), InstanceId: id });
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof InstanceNotFound)) throw error;
  });
}

function serviceIdOf(registryArn: string): string {
  return registryArn.slice(registryArn.lastIndexOf('/') + 1);
}
