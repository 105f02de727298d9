import type { Failure } from '@aws-sdk/client-ecs';
import { z } from 'zod';
import { ecsArn, lastPart } from '../arns';
import { action } from '../deps';
import { describeCluster } from '../wire/describe-cluster';

/** DescribeClusters: a cluster that is not there is a failure in the answer, not an error. */
export const describeClusters = action({
  name: 'DescribeClusters',
  input: z.strictObject({
    clusters: z.array(z.string()).max(100).optional(),
    include: z.array(z.enum(['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'])).optional(),
  }),
  run({ state, account, region }, { clusters = ['default'], include }) {
    const failures: Failure[] = [];
    const found = clusters.flatMap((nameOrArn) => {
      const cluster = state.clusters.get(lastPart(nameOrArn));
      if (cluster !== undefined) return [describeCluster(cluster, include)];
      failures.push({ arn: ecsArn({ account, region }, `cluster/${lastPart(nameOrArn)}`), reason: 'MISSING' });
      return [];
    });
    return { clusters: found, failures };
  },
});
