import { z } from 'zod';
import { action } from '../deps';
import { paginate } from '../paginate';
import { page } from '../schemas/common';

/** ListClusters: the ARNs of the ACTIVE clusters. */
export const listClusters = action({
  name: 'ListClusters',
  input: z.strictObject(page),
  run({ state }, input) {
    const arns = [...state.clusters.values()].filter(({ status }) => status === 'ACTIVE').map(({ arn }) => arn);
    const { page: clusterArns, nextToken } = paginate(arns, input);
    return { clusterArns, nextToken };
  },
});
