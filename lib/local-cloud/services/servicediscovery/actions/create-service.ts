import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { cloudMapId } from '../../../kernel/ids';
import { action } from '../deps';
import { invalidInput } from '../errors';
import { findNamespace } from '../find';
import { dnsRecords, serviceName, tags } from '../schemas';
import { servicesIn, type DiscoveryServiceRecord } from '../state';
import { describeService } from '../wire/describe-service';

/** CreateService: a name in a namespace, with A and SRV records or for the API alone. */
export const createService = action({
  name: 'CreateService',
  input: z.strictObject({
    Name: serviceName,
    NamespaceId: z.string().optional(),
    CreatorRequestId: z.string().max(64).optional(),
    Description: z.string().max(1024).optional(),
    DnsConfig: z
      .strictObject({
        NamespaceId: z.string().optional(),
        RoutingPolicy: z.enum(['MULTIVALUE', 'WEIGHTED']).optional(),
        DnsRecords: dnsRecords,
      })
      .optional(),
    HealthCheckCustomConfig: z
      .strictObject({ FailureThreshold: z.number().int().min(1).max(10).optional() })
      .optional(),
    Type: z.literal('HTTP').optional(),
    Tags: tags.optional(),
  }),
  run(deps, input) {
    const { state, account, region, clock, changed } = deps;
    const namespaceId = input.NamespaceId ?? input.DnsConfig?.NamespaceId;
    if (namespaceId === undefined) throw invalidInput('NamespaceId must be specified.');
    if (input.Type === 'HTTP' && input.DnsConfig !== undefined)
      throw invalidInput('A service of the type HTTP cannot have a DnsConfig.');
    const namespace = findNamespace(state, namespaceId);
    const same = servicesIn(state, namespace).find(({ name }) => name.toLowerCase() === input.Name.toLowerCase());
    if (same !== undefined) throw new AwsError('ServiceAlreadyExists', 'Service already exists.');
    const id = cloudMapId('srv');
    const service: DiscoveryServiceRecord = {
      id,
      arn: `arn:aws:servicediscovery:${region}:${account}:service/${id}`,
      name: input.Name,
      namespace,
      createdAt: clock.now(),
      creatorRequestId: input.CreatorRequestId,
      routingPolicy: input.DnsConfig?.RoutingPolicy ?? 'MULTIVALUE',
      customHealth: input.HealthCheckCustomConfig !== undefined,
      instances: new Map(),
      description: input.Description,
      dnsRecords: input.DnsConfig?.DnsRecords ?? [],
      revision: 1,
      tags: input.Tags ?? [],
    };
    state.services.set(id, service);
    changed();
    return { Service: describeService(service, account) };
  },
});
