import { z } from 'zod';
import { action } from '../deps';
import { findService } from '../find';
import { registerInstance as register } from '../instances';
import { instanceId } from '../schemas';

/** RegisterInstance: of an instance that is there it replaces the attributes. */
export const registerInstance = action({
  name: 'RegisterInstance',
  input: z.strictObject({
    ServiceId: z.string(),
    InstanceId: instanceId,
    Attributes: z.record(z.string().regex(/^[a-zA-Z0-9!-~]{1,255}$/u), z.string().max(1024)),
    CreatorRequestId: z.string().max(64).optional(),
  }),
  run(deps, { ServiceId, InstanceId, Attributes, CreatorRequestId }) {
    const service = findService(deps.state, ServiceId);
    return { OperationId: register(deps, service, InstanceId, Attributes, CreatorRequestId) };
  },
});
