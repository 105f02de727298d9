import { z } from 'zod';
import { action } from '../deps';
import { findService } from '../find';
import { completeOperation } from '../operations';
import { dnsRecords } from '../schemas';

/** UpdateService: records that are not in the request are dropped, as Cloud Map does. */
export const updateService = action({
  name: 'UpdateService',
  input: z.strictObject({
    Id: z.string(),
    Service: z.strictObject({
      Description: z.string().max(1024).optional(),
      DnsConfig: z.strictObject({ DnsRecords: dnsRecords }).optional(),
    }),
  }),
  run(deps, { Id, Service }) {
    const service = findService(deps.state, Id);
    service.description = Service.Description ?? service.description;
    service.dnsRecords = Service.DnsConfig?.DnsRecords ?? service.dnsRecords;
    return { OperationId: completeOperation(deps, 'UPDATE_SERVICE', { SERVICE: service.id }) };
  },
});
