import { z } from 'zod';
import { action } from '../deps';
import { findInstance, findService } from '../find';
import { deregisterInstance as deregister } from '../instances';

/** DeregisterInstance: DNS and DiscoverInstances forget it at once; resolvers keep it for the TTL. */
export const deregisterInstance = action({
  name: 'DeregisterInstance',
  input: z.strictObject({ ServiceId: z.string(), InstanceId: z.string() }),
  run(deps, { ServiceId, InstanceId }) {
    const service = findService(deps.state, ServiceId);
    return { OperationId: deregister(deps, service, findInstance(service, InstanceId).id) };
  },
});
