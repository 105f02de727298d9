import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken } from '../errors';
import { findCluster } from '../find';
import { page } from '../schemas/common';

/** ListServices: the ARNs of the cluster's services; ten a page unless asked otherwise. */
export const listServices = action({
  name: 'ListServices',
  input: z.strictObject({
    cluster: z.string().optional(),
    launchType: z.enum(['FARGATE', 'EC2', 'EXTERNAL']).optional(),
    schedulingStrategy: z.enum(['REPLICA', 'DAEMON']).optional(),
    ...page,
  }),
  run(
    { state },
    { cluster, launchType = 'FARGATE', schedulingStrategy = 'REPLICA', nextToken: token, maxResults: limit = 10 },
  ) {
    const all = [...findCluster(state, cluster).services.values()].filter(({ status }) => status !== 'INACTIVE');
    const asked = launchType === 'FARGATE' && schedulingStrategy === 'REPLICA' ? all : [];
    const { page: serviceArns, next: nextToken } = paginate(
      asked.map(({ arn }) => arn),
      { token, limit },
      invalidToken,
    );
    return { serviceArns, nextToken };
  },
});
