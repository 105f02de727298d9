import { z } from 'zod';
import { ecsArn } from '../arns';
import { action } from '../deps';
import { emptyList, resourceName, tags } from '../schemas/common';
import type { TaskRecord } from '../state';
import { describeCluster } from '../wire/describe-cluster';

/** CreateCluster: a cluster of this name that is ACTIVE is answered as it is, as ECS does. */
export const createCluster = action({
  name: 'CreateCluster',
  input: z.strictObject({
    clusterName: resourceName.optional(),
    settings: z
      .array(
        z.strictObject({
          name: z.literal('containerInsights'),
          value: z.enum(['enabled', 'disabled', 'enhanced']),
        }),
      )
      .optional(),
    configuration: z
      .strictObject({
        executeCommandConfiguration: z.strictObject({ logging: z.enum(['NONE', 'DEFAULT']).optional() }).optional(),
      })
      .optional(),
    capacityProviders: emptyList('capacityProviders').optional(),
    defaultCapacityProviderStrategy: emptyList('defaultCapacityProviderStrategy').optional(),
    tags: tags.optional(),
  }),
  run({ state, account, region }, { clusterName = 'default', settings, configuration, tags: given }) {
    const existing = state.clusters.get(clusterName);
    const cluster =
      existing?.status === 'ACTIVE'
        ? existing
        : {
            name: clusterName,
            arn: ecsArn({ account, region }, `cluster/${clusterName}`),
            status: 'ACTIVE' as const,
            settings: settings ?? [{ name: 'containerInsights' as const, value: 'disabled' }],
            configuration,
            tags: given ?? [],
            services: new Map(),
            tasks: new Map(),
            stoppedTasks: new Set<TaskRecord>(),
          };
    state.clusters.set(clusterName, cluster);
    return { cluster: describeCluster(cluster, ['TAGS', 'SETTINGS', 'CONFIGURATIONS']) };
  },
});
