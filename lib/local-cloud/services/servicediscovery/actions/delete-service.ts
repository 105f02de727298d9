import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';
import { findService } from '../find';

/** DeleteService: refused while instances are registered. */
export const deleteService = action({
  name: 'DeleteService',
  input: z.strictObject({ Id: z.string() }),
  run({ state, changed }, { Id }) {
    const service = findService(state, Id);
    if (service.instances.size > 0)
      throw new AwsError(
        'ResourceInUse',
        'Service contains registered instances; delete the instances before deleting the service',
      );
    state.services.delete(service.id);
    changed();
    return {};
  },
});
