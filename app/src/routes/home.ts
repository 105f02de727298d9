import * as z from 'zod';
import { sendJson } from '../http/json';
import { operation, type Route } from './route';

const ANSWER = z.strictObject({ message: z.string(), version: z.string() });

/** The request that goes well. */
export function homeRoute({ version }: { readonly version: string }): Route {
  return {
    path: '/',
    methods: {
      get: operation({
        summary: 'The request that goes well',
        answers: { 200: { description: 'a greeting', schema: ANSWER } },
        handle: (_req, res) => sendJson(res, 200, { message: 'hello from the unstable API', version }),
      }),
    },
  };
}
