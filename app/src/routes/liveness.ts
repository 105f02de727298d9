import { sendJson } from '../http/json';
import type { Route } from './route';

/** Whether the process runs: nothing else, so that a failing dependency never makes ECS replace a good task. */
export function livenessRoute(): Route {
  return {
    path: '/health/liveness',
    statuses: [200],
    methods: {
      get: (_req, res) => sendJson(res, 200, { status: 'alive' }),
    },
  };
}
