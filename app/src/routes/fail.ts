import { HttpError } from '../http/http-error';
import type { Route } from './route';

/** The request that always fails. */
export function failRoute(): Route {
  return {
    path: '/fail',
    statuses: [500],
    methods: {
      get: () => {
        throw new HttpError(500, 'RequestedFailure', 'this path always fails: that is what it is for');
      },
    },
  };
}
