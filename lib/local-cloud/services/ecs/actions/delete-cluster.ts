import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';
import { findCluster } from '../find';
import { describeCluster } from '../wire/describe-cluster';

/** DeleteCluster: refused while services or tasks are in it; afterwards the cluster is INACTIVE. */
export const deleteCluster = action({
  name: 'DeleteCluster',
  input: z.strictObject({ cluster: z.string() }),
  run({ state }, input) {
    const cluster = findCluster(state, input.cluster);
    if ([...cluster.services.values()].some(({ status }) => status === 'ACTIVE'))
      throw new AwsError(
        'ClusterContainsServicesException',
        'The Cluster cannot be deleted while Services are active.',
      );
    if ([...cluster.tasks.values()].some((task) => task.state !== 'STOPPED'))
      throw new AwsError('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.');
    cluster.status = 'INACTIVE';
    return { cluster: describeCluster(cluster, ['TAGS', 'SETTINGS']) };
  },
});
