import * as z from 'zod';
import { errorAnswer } from '../http/error-schema';
import { HttpError } from '../http/http-error';
import { operation, type Route } from './route';

const QUERY = z.strictObject({
  type: z.string().max(64).optional().describe('`client` asks for a 400; anything else, or nothing, for a 500'),
});

/** The error of one's choice. */
export function errorRoute(): Route {
  return {
    path: '/api/error',
    methods: {
      get: operation({
        summary: "Fails as asked: by the client's fault or by the server's",
        query: QUERY,
        answers: {
          400: errorAnswer('the client error that was asked for'),
          500: errorAnswer('the server error that was asked for'),
        },
        handle: (_req, _res, { query }) => {
          if (query.type === 'client') {
            throw new HttpError(400, 'RequestedClientError', 'a client error, as ?type=client asks for');
          }
          throw new HttpError(500, 'RequestedFailure', 'a server error, as this path gives without ?type=client');
        },
      }),
    },
  };
}
