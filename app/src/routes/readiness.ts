import * as z from 'zod';
import { errorAnswer } from '../http/error-schema';
import { HttpError } from '../http/http-error';
import { sendJson } from '../http/json';
import type { Traffic } from '../lifecycle/traffic';
import { operation, type Route } from './route';

const ANSWER = z.strictObject({ status: z.literal('ready') });

/** Whether the service takes new clients. */
export function readinessRoute({ traffic }: { readonly traffic: Pick<Traffic, 'leaving'> }): Route {
  return {
    path: '/health/readiness',
    methods: {
      get: operation({
        summary: 'Whether the service takes new clients',
        answers: { 200: { description: 'it does', schema: ANSWER }, 503: errorAnswer('it does not') },
        handle: (_req, res) => {
          if (traffic.leaving) throw new HttpError(503, 'Stopping', 'the service is stopping and takes no new clients');
          sendJson(res, 200, { status: 'ready' });
        },
      }),
    },
  };
}
