import { z } from 'zod';
import { action } from '../deps';
import { findCluster } from '../find';
import { paginate } from '../paginate';
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
  run({ state }, { cluster, launchType = 'FARGATE', schedulingStrategy = 'REPLICA', ...paging }) {
    const all = [...findCluster(state, cluster).services.values()].filter(({ status }) => status !== 'INACTIVE');
    const asked = launchType === 'FARGATE' && schedulingStrategy === 'REPLICA' ? all : [];
    const { page: serviceArns, nextToken } = paginate(
      asked.map(({ arn }) => arn),
      { ...paging, maxResults: paging.maxResults ?? 10 },
    );
    return { serviceArns, nextToken };
  },
});
