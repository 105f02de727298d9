import * as z from 'zod';
import { sendJson } from '../http/json';
import { operation, type Route } from './route';

const ANSWER = z.strictObject({ status: z.literal('alive') });

/** Whether the process runs: nothing else, so that a failing dependency never makes ECS replace a good task. */
export function livenessRoute(): Route {
  return {
    path: '/health/liveness',
    methods: {
      get: operation({
        summary: 'Whether the process runs',
        answers: { 200: { description: 'it runs', schema: ANSWER } },
        handle: (_req, res) => sendJson(res, 200, { status: 'alive' }),
      }),
    },
  };
}
