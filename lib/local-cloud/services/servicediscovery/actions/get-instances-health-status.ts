import { z } from 'zod';
import { action } from '../deps';
import { findInstance, findService } from '../find';
import { paginate } from '../paginate';
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
  run({ state }, { ServiceId, Instances, ...paging }) {
    const service = findService(state, ServiceId);
    const asked = Instances?.map((id) => findInstance(service, id)) ?? [...service.instances.values()];
    const { page: found, NextToken } = paginate(asked, paging);
    return {
      Status: Object.fromEntries(found.map((instance) => [instance.id, healthOf(service, instance)])),
      NextToken,
    };
  },
});
