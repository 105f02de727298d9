import type { Failure } from '@aws-sdk/client-ecs';
import { z } from 'zod';
import { ecsArn, lastPart } from '../arns';
import { action } from '../deps';
import { findCluster, serviceIn } from '../find';
import { describeService } from '../wire/describe-service';

/** DescribeServices: a service that is not there is a failure in the answer, not an error. */
export const describeServices = action({
  name: 'DescribeServices',
  input: z.strictObject({
    cluster: z.string().optional(),
    services: z.array(z.string()).min(1).max(10, { error: 'Services cannot contain more than 10 elements.' }),
    include: z.array(z.literal('TAGS')).optional(),
  }),
  run({ state, account, region }, { cluster: clusterName, services, include }) {
    const cluster = findCluster(state, clusterName);
    const failures: Failure[] = [];
    const found = services.flatMap((nameOrArn) => {
      const service = serviceIn(cluster, nameOrArn);
      if (service !== undefined) return [describeService(service, include)];
      const arn = ecsArn({ account, region }, `service/${cluster.name}/${lastPart(nameOrArn)}`);
      failures.push({ arn, reason: 'MISSING' });
      return [];
    });
    return { services: found, failures };
  },
});
