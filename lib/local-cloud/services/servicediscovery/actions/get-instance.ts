import { z } from 'zod';
import { action } from '../deps';
import { findInstance, findService } from '../find';

/** GetInstance, with its attributes. */
export const getInstance = action({
  name: 'GetInstance',
  input: z.strictObject({ ServiceId: z.string(), InstanceId: z.string() }),
  run({ state, account }, { ServiceId, InstanceId }) {
    const { id, attributes, creatorRequestId } = findInstance(findService(state, ServiceId), InstanceId);
    return {
      ResourceOwner: account,
      Instance: { Id: id, Attributes: attributes, CreatorRequestId: creatorRequestId, CreatedByAccount: account },
    };
  },
});
