import type { Tag } from '@aws-sdk/client-servicediscovery';

/** A private DNS namespace. */
export interface NamespaceRecord {
  readonly id: string;
  readonly arn: string;
  /** `sre.local` */
  readonly name: string;
  readonly vpc: string;
  readonly hostedZoneId: string;
  readonly createdAt: number;
  readonly creatorRequestId: string | undefined;
  readonly description: string | undefined;
  readonly soaTtl: number;
  tags: Tag[];
}

export interface InstanceRecord {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly creatorRequestId: string | undefined;
  healthy: boolean;
}

export interface DiscoveryServiceRecord {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly namespace: NamespaceRecord;
  readonly createdAt: number;
  readonly creatorRequestId: string | undefined;
  readonly routingPolicy: 'MULTIVALUE' | 'WEIGHTED';
  /** Its instances have a health that somebody sets; without it all count as healthy. */
  readonly customHealth: boolean;
  readonly instances: Map<string, InstanceRecord>;
  description: string | undefined;
  /** Empty for a service that only the API can discover. */
  dnsRecords: { readonly Type: 'A' | 'SRV'; readonly TTL: number }[];
  /** Counts the changes of the instances. */
  revision: number;
  tags: Tag[];
}

export type OperationKind =
  'CREATE_NAMESPACE' | 'DELETE_NAMESPACE' | 'UPDATE_SERVICE' | 'REGISTER_INSTANCE' | 'DEREGISTER_INSTANCE';

export interface OperationRecord {
  readonly id: string;
  readonly type: OperationKind;
  readonly at: number;
  readonly targets: Readonly<Partial<Record<'NAMESPACE' | 'SERVICE' | 'INSTANCE', string>>>;
}

/** Maps keep their order of insertion: lists are answered oldest first. */
export interface CloudMapState {
  readonly namespaces: Map<string, NamespaceRecord>;
  readonly services: Map<string, DiscoveryServiceRecord>;
  readonly operations: Map<string, OperationRecord>;
}

/** Nothing in it. */
export function emptyState(): CloudMapState {
  return { namespaces: new Map(), services: new Map(), operations: new Map() };
}

/** The services of a namespace. */
export function servicesIn(state: CloudMapState, namespace: NamespaceRecord): DiscoveryServiceRecord[] {
  return [...state.services.values()].filter((service) => service.namespace === namespace);
}

/** Whether an instance is in the answers. */
export function isHealthy(service: DiscoveryServiceRecord, instance: InstanceRecord): boolean {
  return !service.customHealth || instance.healthy;
}

/** The instance's health as the API words it: UNKNOWN where the service has no custom health check. */
export function healthOf(
  service: DiscoveryServiceRecord,
  instance: InstanceRecord,
): 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' {
  if (!service.customHealth) return 'UNKNOWN';
  return instance.healthy ? 'HEALTHY' : 'UNHEALTHY';
}
