import { z } from 'zod';
import { action } from '../deps';
import { customHealthNotFound } from '../errors';
import { findInstance, findService } from '../find';
import { setInstanceHealth } from '../instances';

/** UpdateInstanceCustomHealthStatus: takes effect at once here, within 30 seconds on AWS. */
export const updateInstanceCustomHealthStatus = action({
  name: 'UpdateInstanceCustomHealthStatus',
  input: z.strictObject({ ServiceId: z.string(), InstanceId: z.string(), Status: z.enum(['HEALTHY', 'UNHEALTHY']) }),
  run(deps, { ServiceId, InstanceId, Status }) {
    const service = findService(deps.state, ServiceId);
    const { id } = findInstance(service, InstanceId);
    if (!service.customHealth) throw customHealthNotFound(service.id);
    setInstanceHealth(deps, service, id, Status === 'HEALTHY');
    return {};
  },
});
