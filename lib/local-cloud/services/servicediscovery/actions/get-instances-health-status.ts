import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken } from '../errors';
import { findInstance, findService } from '../find';
import { page } from '../schemas';
import { healthOf } from '../state';

/** GetInstancesHealthStatus: UNKNOWN where the service has no custom health check. */
export const getInstancesHealthStatus = action({
  name: 'GetInstancesHealthStatus',
  input: z.strictObject({
    ServiceId: z.string(),
    Instances: z.array(z.string()).min(1).optional(),
    ...page,
  }),
  run({ state }, { ServiceId, Instances, NextToken: token, MaxResults: limit }) {
    const service = findService(state, ServiceId);
    const asked = Instances?.map((id) => findInstance(service, id)) ?? [...service.instances.values()];
    const { page: found, next: NextToken } = paginate(asked, { token, limit }, invalidToken);
    return {
      Status: Object.fromEntries(found.map((instance) => [instance.id, healthOf(service, instance)])),
      NextToken,
    };
  },
});
