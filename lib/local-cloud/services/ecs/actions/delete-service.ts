import { z } from 'zod';
import { action } from '../deps';
import { invalidParameter, serviceNotActive } from '../errors';
import { findService } from '../find';
import { describeService } from '../wire/describe-service';

/** DeleteService: DRAINING until the last task is STOPPED, then INACTIVE. */
export const deleteService = action({
  name: 'DeleteService',
  input: z.strictObject({ cluster: z.string().optional(), service: z.string(), force: z.boolean().optional() }),
  run({ state, controller }, { cluster, service: name, force }) {
    const service = findService(state, cluster, name);
    if (service.status === 'INACTIVE') throw serviceNotActive();
    if (service.desiredCount > 0 && force !== true)
      throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
    service.status = 'DRAINING';
    service.desiredCount = 0;
    controller.look(service);
    return { service: describeService(service, ['TAGS']) };
  },
});
