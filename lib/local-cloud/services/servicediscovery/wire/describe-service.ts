import type { Service } from '@aws-sdk/client-servicediscovery';
import type { DiscoveryServiceRecord } from '../state';

/** A service as GetService answers it; ListServices leaves the namespace and the request id away. */
export function describeService(service: DiscoveryServiceRecord, account: string): Service {
  const { dnsRecords } = service;
  return {
    Id: service.id,
    Arn: service.arn,
    ResourceOwner: account,
    Name: service.name,
    NamespaceId: service.namespace.id,
    ...(service.description === undefined ? {} : { Description: service.description }),
    InstanceCount: service.instances.size,
    ...(dnsRecords.length === 0
      ? {}
      : {
          DnsConfig: {
            NamespaceId: service.namespace.id,
            RoutingPolicy: service.routingPolicy,
            DnsRecords: dnsRecords,
          },
        }),
    Type: dnsRecords.length === 0 ? 'HTTP' : 'DNS_HTTP',
    ...(service.customHealth ? { HealthCheckCustomConfig: { FailureThreshold: 1 } } : {}),
    CreateDate: new Date(service.createdAt),
    CreatorRequestId: service.creatorRequestId,
    CreatedByAccount: account,
  };
}
