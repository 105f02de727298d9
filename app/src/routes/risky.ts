import * as z from 'zod';
import { errorAnswer } from '../http/error-schema';
import { HttpError } from '../http/http-error';
import { sendJson } from '../http/json';
import { lowDiscrepancy } from '../low-discrepancy';
import { operation, type Route } from './route';

const ANSWER = z.strictObject({ message: z.string() });

/** The request that fails now and then: evenly, so that a class sees the ratio and not its noise. */
export function riskyRoute({ riskyFailureRatio }: { readonly riskyFailureRatio: number }): Route {
  const isFailing = lowDiscrepancy(riskyFailureRatio);
  return {
    path: '/risky',
    methods: {
      get: operation({
        summary: 'Fails in a fixed share of its answers',
        answers: {
          200: { description: 'it went well this time', schema: ANSWER },
          500: errorAnswer('it failed this time'),
        },
        handle: (_req, res) => {
          if (isFailing()) throw new HttpError(500, 'RiskyFailure', 'this path fails now and then: this time it did');
          sendJson(res, 200, { message: 'it went well this time' });
        },
      }),
    },
  };
}
