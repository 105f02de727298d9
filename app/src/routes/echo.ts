import * as z from 'zod';
import { sendJson } from '../http/json';
import { operation, type Route } from './route';

/** Any JSON, untouched: a schema of objects would make a copy. */
const BODY = z
  .unknown()
  .refine((body) => body !== undefined, 'a JSON object or array is missing')
  .meta({ type: ['object', 'array'] });
const ANSWER = z.strictObject({ status: z.literal('success'), data: BODY });

/** Sends back what it gets. */
export function echoRoute(): Route {
  return {
    path: '/api/echo',
    methods: {
      post: operation({
        summary: 'Sends back the JSON that it gets',
        body: BODY,
        answers: { 200: { description: 'what was sent', schema: ANSWER } },
        handle: (_req, res, { body }) => sendJson(res, 200, { status: 'success', data: body }),
      }),
    },
  };
}
