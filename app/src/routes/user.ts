import * as z from 'zod';
import { DATA_HEADERS, readData } from '../http/data-answer';
import { errorAnswer } from '../http/error-schema';
import { HttpError } from '../http/http-error';
import { sendJson } from '../http/json';
import { LARGEST_ID } from '../store/user';
import type { UserDirectory } from '../store/user-directory';
import { operation, type Route } from './route';
import { USER_SCHEMA } from './user-schema';
import { wholeNumber } from './whole-number';

const PARAMS = z.strictObject({ id: wholeNumber({ min: 1, max: LARGEST_ID }) });

/** One user. */
export function userRoute({ users }: { readonly users: Pick<UserDirectory, 'get'> }): Route {
  return {
    path: '/api/users/:id',
    methods: {
      get: operation({
        summary: 'One user',
        params: PARAMS,
        answers: {
          200: { description: 'the user', schema: USER_SCHEMA, headers: DATA_HEADERS },
          404: errorAnswer('there is no user with that id'),
          503: errorAnswer('the database does not answer, and no earlier answer is known'),
        },
        handle: async (_req, res, { params: { id } }) => {
          const user = await readData(res, users.get(id));
          if (!user) throw new HttpError(404, 'NotFound', `there is no user with the id ${id}`);
          sendJson(res, 200, user);
        },
      }),
    },
  };
}
