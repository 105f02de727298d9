import * as z from 'zod';
import { FAULT_OR_LIST } from '../chaos/fault';
import { FAULT_VIEW } from '../chaos/fault-view';
import { FaultRefused, type Faults } from '../chaos/faults';
import { errorAnswer } from '../http/error-schema';
import { HttpError } from '../http/http-error';
import { sendJson } from '../http/json';
import { operation, type Route } from './route';

const FAULTS = z.strictObject({ faults: z.array(FAULT_VIEW) });
const REMOVED = z.strictObject({ removed: z.array(z.string()).describe('their ids') });

/** The faults of this process: what is there, more of it, and none of it. */
export function chaosFaultsRoute({ faults }: { readonly faults: Faults }): Route {
  return {
    path: '/chaos/faults',
    methods: {
      get: operation({
        summary: 'The faults that are active now',
        answers: { 200: { description: 'all of them, oldest first', schema: FAULTS } },
        handle: (_req, res) => sendJson(res, 200, { faults: faults.list() }),
      }),
      put: operation({
        summary: 'Sets one fault or a list of them, replacing those with the same id; all of them or none',
        body: FAULT_OR_LIST,
        answers: {
          200: { description: 'the faults that were set, with their ids', schema: FAULTS },
          400: errorAnswer('a fault that cannot be set, and why'),
        },
        handle: async (_req, res, { body }) => {
          const set = await refusingAsHttp(async () => {
            const put = faults.put(Array.isArray(body) ? body : [body], 'api');
            await faults.begun(put.map(({ id }) => id));
            return put;
          });
          sendJson(res, 200, { faults: set });
        },
      }),
      delete: operation({
        summary: 'Ends all faults',
        answers: { 200: { description: 'those that were there', schema: REMOVED } },
        handle: (_req, res) => sendJson(res, 200, { removed: faults.removeAll() }),
      }),
    },
  };
}

async function refusingAsHttp<T>(put: () => Promise<T>): Promise<T> {
  try {
    return await put();
  } catch (error) {
    throw error instanceof FaultRefused ? new HttpError(400, 'InvalidFault', error.message) : error;
  }
}
