import { z } from 'zod';
import { action } from '../deps';
import { findService } from '../find';
import { paginate } from '../paginate';
import { page } from '../schemas';

/** ListInstances: all that are registered, the unhealthy too. */
export const listInstances = action({
  name: 'ListInstances',
  input: z.strictObject({ ServiceId: z.string(), ...page }),
  run({ state, account }, { ServiceId, ...paging }) {
    const service = findService(state, ServiceId);
    const { page: found, NextToken } = paginate([...service.instances.values()], paging);
    return {
      ResourceOwner: account,
      Instances: found.map(({ id, attributes }) => ({ Id: id, Attributes: attributes, CreatedByAccount: account })),
      NextToken,
    };
  },
});
