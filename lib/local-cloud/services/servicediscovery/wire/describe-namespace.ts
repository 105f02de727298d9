import type { NamespaceSummary } from '@aws-sdk/client-servicediscovery';
import type { NamespaceRecord } from '../state';

/** A namespace as ListNamespaces answers it; GetNamespace adds to it. */
export function describeNamespace(namespace: NamespaceRecord, account: string): NamespaceSummary {
  return {
    Id: namespace.id,
    Arn: namespace.arn,
    ResourceOwner: account,
    Name: namespace.name,
    Type: 'DNS_PRIVATE',
    ...(namespace.description === undefined ? {} : { Description: namespace.description }),
    Properties: {
      DnsProperties: { HostedZoneId: namespace.hostedZoneId, SOA: { TTL: namespace.soaTtl } },
      HttpProperties: { HttpName: namespace.name },
    },
    CreateDate: new Date(namespace.createdAt),
  };
}
