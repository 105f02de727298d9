import { z } from 'zod';
import { camelCase } from './camel-case';
import { generatedName, ignoreNotFound, mergedTags, tags } from './common';
import { resourceType } from './resource-type';
import { retagInEcs } from './retag';

/** What is inside a container definition or a volume is checked by RegisterTaskDefinition, as on AWS. */
const part = z.record(z.string(), z.unknown());
const text = z.union([z.string(), z.number().transform(String)]);

export const taskDefinition = resourceType({
  type: 'AWS::ECS::TaskDefinition',
  properties: z.strictObject({
    ContainerDefinitions: z.array(part),
    Cpu: text.optional(),
    EnableFaultInjection: z.boolean().optional(),
    EphemeralStorage: part.optional(),
    ExecutionRoleArn: z.string().optional(),
    Family: z.string().optional(),
    Memory: text.optional(),
    NetworkMode: z.string().optional(),
    RequiresCompatibilities: z.array(z.string()).optional(),
    RuntimePlatform: part.optional(),
    Tags: tags,
    TaskRoleArn: z.string().optional(),
    Volumes: z.array(part).optional(),
  }),
  // All but the tags: a task definition is never changed, only marked.
  replaceOn: [
    'ContainerDefinitions',
    'Cpu',
    'EnableFaultInjection',
    'EphemeralStorage',
    'ExecutionRoleArn',
    'Family',
    'Memory',
    'NetworkMode',
    'RequiresCompatibilities',
    'RuntimePlatform',
    'TaskRoleArn',
    'Volumes',
  ],
  async create({ Tags, ...properties }, context) {
    const { taskDefinition: made } = await context.invoke<{ taskDefinition: { taskDefinitionArn: string } }>(
      'ecs',
      'RegisterTaskDefinition',
      {
        ...(camelCase(properties) as object),
        family: properties.Family ?? generatedName(context, 255),
        tags: camelCase(mergedTags(Tags, context)),
      },
    );
    return { physicalId: made.taskDefinitionArn, attributes: { TaskDefinitionArn: made.taskDefinitionArn } };
  },
  async update(live, { Tags }, previous, context) {
    await retagInEcs(live.physicalId, { previous: previous.Tags, tags: Tags }, context);
    return live;
  },
  delete: ({ physicalId }, context) =>
    ignoreNotFound(context.invoke('ecs', 'DeregisterTaskDefinition', { taskDefinition: physicalId })),
});
