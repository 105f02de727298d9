import type { Request, Response } from 'express';
import type { Route } from '../routes/route';
import { isCounted } from './counted';
import {
  CLIENT_CLOSED_STATUS,
  CONNECTION_BROKEN_STATUS,
  COUNTED_METHODS,
  OTHER_METHOD,
  UNMATCHED_ROUTE,
} from './names';
import type { RequestLabels } from './registry';

const METHODS: ReadonlySet<string> = new Set(COUNTED_METHODS);

/** The labels of a request that is over: its response has emitted `close`. */
export function requestLabels(req: Request, res: Response): RequestLabels {
  return {
    method: METHODS.has(req.method) ? req.method : OTHER_METHOD,
    route: routeOf(req) ?? UNMATCHED_ROUTE,
    http_status: String(statusOf(req, res)),
  };
}

/** Where the request went, for `isCounted`: its route, else its path. */
export function destination(req: Request): string {
  return routeOf(req) ?? pathOf(req.url);
}

/** The series that exist from the start: each counted route with what it may answer, and any route may break. */
export function initialLabels(routes: readonly Route[]): RequestLabels[] {
  const labels = routes
    .filter((route) => isCounted(route.path))
    .flatMap(({ path, methods }) =>
      Object.entries(methods).flatMap(([verb, { answers }]) =>
        [...new Set([...Object.keys(answers), '500'])].map((status) => ({
          method: verb.toUpperCase(),
          route: path,
          http_status: status,
        })),
      ),
    );
  return [...labels, { method: 'GET', route: UNMATCHED_ROUTE, http_status: '404' }];
}

/** Express sets `req.route` when a route matches; its path is the pattern. */
function routeOf(req: Request): string | undefined {
  const route: { path: string } | undefined = req.route;
  return route?.path;
}

export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

function statusOf(req: Request, res: Response): number {
  if (res.writableFinished) return res.statusCode;
  // A client that leaves ends its half of the connection or resets it; otherwise the connection ended on this side.
  const { readableEnded, errored } = req.socket;
  return readableEnded || errored ? CLIENT_CLOSED_STATUS : CONNECTION_BROKEN_STATUS;
}
