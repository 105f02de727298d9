import { z } from 'zod';
import { camelCase } from './camel-case';
import { generatedName, ignoreNotFound, mergedTags, tags } from './common';
import { resourceType } from './resource-type';
import { retagInEcs } from './retag';

export const cluster = resourceType({
  type: 'AWS::ECS::Cluster',
  properties: z.strictObject({
    ClusterName: z.string().optional(),
    ClusterSettings: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).optional(),
    Tags: tags,
  }),
  replaceOn: ['ClusterName'],
  async create(properties, context) {
    const { cluster: made } = await context.invoke<{ cluster: { clusterArn: string; clusterName: string } }>(
      'ecs',
      'CreateCluster',
      {
        clusterName: properties.ClusterName ?? generatedName(context, 255),
        settings: camelCase(properties.ClusterSettings),
        tags: camelCase(mergedTags(properties.Tags, context)),
      },
    );
    return { physicalId: made.clusterName, attributes: { Arn: made.clusterArn } };
  },
  async update(live, { Tags }, previous, context) {
    await retagInEcs(String(live.attributes['Arn']), { previous: previous.Tags, tags: Tags }, context);
    return live;
  },
  delete: ({ physicalId }, context) => ignoreNotFound(context.invoke('ecs', 'DeleteCluster', { cluster: physicalId })),
});
