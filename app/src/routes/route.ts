import type { Request, Response } from 'express';
import type * as z from 'zod';

/** As Express names its methods. */
export const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Verb = (typeof VERBS)[number];

/** One path of the API. A new route starts as a copy of `echo.ts` and a line in `index.ts`. */
export interface Route {
  /** The pattern, which is also the `route` label of its metrics. */
  readonly path: string;
  /** HEAD comes with `get`; every other method is answered 405. */
  readonly methods: Readonly<Partial<Record<Verb, Operation>>>;
}

/** One method of a path: what it takes, what it answers, and how; the OpenAPI document is made of the same. */
export interface Operation<Params = unknown, Query = unknown, Body = unknown> {
  /** A sentence without its full stop. */
  readonly summary: string;
  /** What the `:names` of the path must be: a strict object of strings. */
  readonly params?: z.ZodType<Params>;
  /** A strict object of strings. Without it, nobody looks at the query. */
  readonly query?: z.ZodType<Query>;
  /** What the JSON body must be. Without it, a body has to be JSON and is not looked at. */
  readonly body?: z.ZodType<Body>;
  /**
   * By status, what this operation answers on its own account: those counters start at zero, and 500 always does. The
   * errors that any request can get (a malformed body, a method that is not there) need no mention.
   */
  readonly answers: Readonly<Record<number, Answer>>;
  handle(req: Request, res: Response, input: Input<Params, Query, Body>): void | Promise<void>;
}

/** What the schemas made of a request; a part without a schema is undefined. */
export interface Input<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

export interface Answer {
  /** A sentence without its full stop. */
  readonly description: string;
  /** What the body is; without it there is none. */
  readonly schema?: z.ZodType;
  /** @default application/json */
  readonly contentType?: string;
  /** What the answer's headers say, beside the request's id: a sentence without its full stop, and a value. */
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: z.ZodType }>>;
}

/** Gives `handle` the types of the schemas beside it. */
export function operation<Params = undefined, Query = undefined, Body = undefined>(
  declaration: Operation<Params, Query, Body>,
): Operation {
  return declaration;
}
