import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken } from '../errors';
import { page } from '../schemas/common';

/** ListClusters: the ARNs of the ACTIVE clusters. */
export const listClusters = action({
  name: 'ListClusters',
  input: z.strictObject(page),
  run({ state }, { nextToken: token, maxResults: limit }) {
    const arns = [...state.clusters.values()].filter(({ status }) => status === 'ACTIVE').map(({ arn }) => arn);
    const { page: clusterArns, next: nextToken } = paginate(arns, { token, limit }, invalidToken);
    return { clusterArns, nextToken };
  },
});
