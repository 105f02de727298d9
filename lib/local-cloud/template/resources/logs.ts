import { z } from 'zod';
import { generatedName, ignoreNotFound, number, tags } from './common';
import { resourceType, type ResourceContext } from './resource-type';

export const logGroup = resourceType({
  type: 'AWS::Logs::LogGroup',
  properties: z.strictObject({ LogGroupName: z.string().optional(), RetentionInDays: number.optional(), Tags: tags }),
  replaceOn: ['LogGroupName'],
  async create(properties, context) {
    const name = properties.LogGroupName ?? generatedName(context, 512);
    await context.invoke('logs', 'CreateLogGroup', { logGroupName: name });
    const live = {
      physicalId: name,
      attributes: { Arn: `arn:aws:logs:${context.region}:${context.account}:log-group:${name}:*` },
    };
    context.created(live);
    await setRetention(name, properties.RetentionInDays, context);
    return live;
  },
  async update(live, properties, _previous, context) {
    await setRetention(live.physicalId, properties.RetentionInDays, context);
    return live;
  },
  delete: ({ physicalId }, context) =>
    ignoreNotFound(context.invoke('logs', 'DeleteLogGroup', { logGroupName: physicalId })),
});

async function setRetention(logGroupName: string, days: number | undefined, context: ResourceContext): Promise<void> {
  if (days === undefined) await context.invoke('logs', 'DeleteRetentionPolicy', { logGroupName });
  else await context.invoke('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays: days });
}
