import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken } from '../errors';
import { findService } from '../find';
import { page } from '../schemas';

/** ListInstances: all that are registered, the unhealthy too. */
export const listInstances = action({
  name: 'ListInstances',
  input: z.strictObject({ ServiceId: z.string(), ...page }),
  run({ state, account }, { ServiceId, NextToken: token, MaxResults: limit }) {
    const service = findService(state, ServiceId);
    const { page: found, next: NextToken } = paginate(service.instances.values(), { token, limit }, invalidToken);
    return {
      ResourceOwner: account,
      Instances: found.map(({ id, attributes }) => ({ Id: id, Attributes: attributes, CreatedByAccount: account })),
      NextToken,
    };
  },
});
