import * as z from 'zod';
import { DATA_HEADERS, readData } from '../http/data-answer';
import { errorAnswer } from '../http/error-schema';
import { sendJson } from '../http/json';
import { LARGEST_ID } from '../store/user';
import type { UserDirectory } from '../store/user-directory';
import { operation, type Route } from './route';
import { wholeNumber } from './whole-number';
import { USER_SCHEMA } from './user-schema';

const QUERY = z.strictObject({
  limit: wholeNumber({ min: 1, max: 100 }).default(20),
  offset: wholeNumber({ min: 0, max: LARGEST_ID }).default(0),
});

/** Users from the store behind the API: the request that depends on something. */
export function usersRoute({ users }: { readonly users: Pick<UserDirectory, 'list'> }): Route {
  return {
    path: '/api/users',
    methods: {
      get: operation({
        summary: 'Users, in the order of their ids',
        query: QUERY,
        answers: {
          200: { description: 'the users', schema: z.array(USER_SCHEMA), headers: DATA_HEADERS },
          503: errorAnswer('the database does not answer, and no earlier answer is known'),
        },
        handle: async (_req, res, { query }) => sendJson(res, 200, await readData(res, users.list(query))),
      }),
    },
  };
}
