import type { RequestHandler } from 'express';

/** As Express names its methods. */
export const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Verb = (typeof VERBS)[number];

/** One path of the API. A new route starts as a copy of `home.ts` and a line in `index.ts`. */
export interface Route {
  /** The pattern, which is also the `route` label of its metrics. */
  readonly path: string;
  /** HEAD comes with `get`; every other method is answered 405. */
  readonly methods: Readonly<Partial<Record<Verb, RequestHandler>>>;
  /** What it answers when nothing is wrong with the request: those counters start at zero, and 500 always does. */
  readonly statuses: readonly number[];
}
