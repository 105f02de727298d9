import * as z from 'zod';
import { ERROR_SCHEMA } from '../http/error-schema';
import { HttpError } from '../http/http-error';
import { sendJson } from '../http/json';
import type { Traffic } from '../lifecycle/traffic';
import { CIRCUIT_STATES } from '../metrics/names';
import type { Disturbance } from '../store/disturbance';
import { STORE_NAMES } from '../store/user';
import type { StoreHealth, UserDirectory } from '../store/user-directory';
import { operation, type Route } from './route';

const DEPENDENCY = z.strictObject({
  name: z.enum(STORE_NAMES),
  ready: z.boolean(),
  circuitBreaker: z.enum(CIRCUIT_STATES),
});
const ANSWER = z.strictObject({ status: z.literal('ready'), dependencies: z.array(DEPENDENCY) });
const REFUSAL = ERROR_SCHEMA.extend({ dependencies: z.array(DEPENDENCY).optional() });

export interface ReadinessDeps {
  readonly traffic: Pick<Traffic, 'leaving'>;
  readonly users: Pick<UserDirectory, 'check'>;
  readonly disturbance: Pick<Disturbance, 'ready'>;
}

/** Whether the service takes new clients: it is not about to stop, and what it needs is there. */
export function readinessRoute({ traffic, users, disturbance }: ReadinessDeps): Route {
  return {
    path: '/health/readiness',
    methods: {
      get: operation({
        summary: 'Whether the service takes new clients',
        answers: {
          200: { description: 'it does', schema: ANSWER },
          503: { description: 'it does not, and why', schema: REFUSAL },
        },
        handle: async (_req, res) => {
          if (traffic.leaving) throw new HttpError(503, 'Stopping', 'the service is stopping and takes no new clients');
          const store = await users.check();
          const problem = problemOf(store) ?? disturbance.ready();
          const dependencies = [dependencyOf(store)];
          if (problem) throw new HttpError(503, 'NotReady', problem, { details: { dependencies } });
          sendJson(res, 200, { status: 'ready', dependencies });
        },
      }),
    },
  };
}

function problemOf({ name, problem }: StoreHealth): string | undefined {
  return problem && `${name} cannot be used: ${problem}`;
}

function dependencyOf({ name, circuitBreaker, problem }: StoreHealth): z.infer<typeof DEPENDENCY> {
  return { name, ready: problem === undefined, circuitBreaker };
}
