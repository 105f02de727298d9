import { sendJson } from '../http/json';
import type { Route } from './route';

/** The request that goes well. */
export function homeRoute({ version }: { readonly version: string }): Route {
  return {
    path: '/',
    statuses: [200],
    methods: {
      get: (_req, res) => sendJson(res, 200, { message: 'hello from the unstable API', version }),
    },
  };
}
