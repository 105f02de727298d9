import { errorAnswer } from '../http/error-schema';
import { HttpError } from '../http/http-error';
import { operation, type Route } from './route';

/** The request that always fails. */
export function failRoute(): Route {
  return {
    path: '/fail',
    methods: {
      get: operation({
        summary: 'The request that always fails',
        answers: { 500: errorAnswer('the failure that was asked for') },
        handle: () => {
          throw new HttpError(500, 'RequestedFailure', 'this path always fails: that is what it is for');
        },
      }),
    },
  };
}
