import { z } from 'zod';
import { ignoreNotFound, mergedTags, number, tags } from './common';
import { resourceType } from './resource-type';
import { retagInCloudMap } from './retag';

export const privateDnsNamespace = resourceType({
  type: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
  properties: z.strictObject({ Description: z.string().optional(), Name: z.string(), Tags: tags, Vpc: z.string() }),
  replaceOn: ['Description', 'Name', 'Vpc'],
  async create(properties, context) {
    const { OperationId } = await context.invoke<{ OperationId: string }>(
      'servicediscovery',
      'CreatePrivateDnsNamespace',
      {
        Name: properties.Name,
        Description: properties.Description,
        Vpc: properties.Vpc,
        Tags: mergedTags(properties.Tags, context),
      },
    );
    const { Operation } = await context.invoke<{ Operation: { Targets: { NAMESPACE: string } } }>(
      'servicediscovery',
      'GetOperation',
      { OperationId },
    );
    const id = Operation.Targets.NAMESPACE;
    const { Namespace } = await context.invoke<{
      Namespace: { Arn: string; Properties?: { DnsProperties?: { HostedZoneId?: string } } };
    }>('servicediscovery', 'GetNamespace', { Id: id });
    const HostedZoneId = Namespace.Properties?.DnsProperties?.HostedZoneId;
    return { physicalId: id, attributes: { Id: id, Arn: Namespace.Arn, HostedZoneId } };
  },
  async update(live, { Tags }, previous, context) {
    await retagInCloudMap(String(live.attributes['Arn']), { previous: previous.Tags, tags: Tags }, context);
    return live;
  },
  delete: ({ physicalId }, context) =>
    ignoreNotFound(context.invoke('servicediscovery', 'DeleteNamespace', { Id: physicalId })),
});

export const discoveryService = resourceType({
  type: 'AWS::ServiceDiscovery::Service',
  properties: z.strictObject({
    Description: z.string().optional(),
    DnsConfig: z
      .strictObject({
        DnsRecords: z.array(z.strictObject({ TTL: number, Type: z.enum(['A', 'SRV']) })),
        NamespaceId: z.string().optional(),
        RoutingPolicy: z.enum(['MULTIVALUE', 'WEIGHTED']).optional(),
      })
      .optional(),
    HealthCheckCustomConfig: z.strictObject({ FailureThreshold: number.optional() }).optional(),
    Name: z.string().optional(),
    NamespaceId: z.string().optional(),
    Tags: tags,
  }),
  replaceOn: ['Name', 'NamespaceId', 'HealthCheckCustomConfig'],
  async create({ Tags, ...properties }, context) {
    const { Service } = await context.invoke<{ Service: { Id: string; Arn: string; Name: string } }>(
      'servicediscovery',
      'CreateService',
      { ...properties, Tags: mergedTags(Tags, context) },
    );
    return { physicalId: Service.Id, attributes: { Id: Service.Id, Arn: Service.Arn, Name: Service.Name } };
  },
  async update(live, { Tags, ...properties }, previous, context) {
    await retagInCloudMap(String(live.attributes['Arn']), { previous: previous.Tags, tags: Tags }, context);
    await context.invoke('servicediscovery', 'UpdateService', {
      Id: live.physicalId,
      Service: {
        Description: properties.Description,
        DnsConfig: properties.DnsConfig && { DnsRecords: properties.DnsConfig.DnsRecords },
      },
    });
    return live;
  },
  delete: ({ physicalId }, context) =>
    ignoreNotFound(context.invoke('servicediscovery', 'DeleteService', { Id: physicalId })),
});
