import * as z from 'zod';
import type { Faults } from '../chaos/faults';
import { errorAnswer } from '../http/error-schema';
import { HttpError } from '../http/http-error';
import { sendJson } from '../http/json';
import { operation, type Route } from './route';

const PARAMS = z.strictObject({ id: z.string() });
const REMOVED = z.strictObject({ removed: z.array(z.string()).describe('its id') });

/** One fault of this process. */
export function chaosFaultRoute({ faults }: { readonly faults: Pick<Faults, 'remove' | 'list'> }): Route {
  return {
    path: '/chaos/faults/:id',
    methods: {
      delete: operation({
        summary: 'Ends a fault',
        params: PARAMS,
        answers: {
          200: { description: 'it is over', schema: REMOVED },
          401: errorAnswer('the token is missing or not the right one'),
          404: errorAnswer('there is no such fault'),
        },
        handle: (_req, res, { params: { id } }) => {
          if (!faults.remove(id)) throw new HttpError(404, 'FaultNotFound', notFound(faults));
          sendJson(res, 200, { removed: [id] });
        },
      }),
    },
  };
}

function notFound(faults: Pick<Faults, 'list'>): string {
  const ids = faults.list().map(({ id }) => id);
  const active = ids.length === 0 ? 'none is active' : `active are ${ids.join(', ')}`;
  return `there is no fault with this id: ${active}`;
}
