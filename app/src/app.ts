import express, { type Express, type RequestHandler } from 'express';
import type { Guard } from './chaos/guard';
import { parseBody } from './http/body';
import { HttpError } from './http/http-error';
import { readInput } from './http/input';
import { type Operation, type Route, VERBS } from './routes/route';

/**
 * Express with the routes and nothing else: what every request has in common happens around it, in `service.ts`.
 * @param guard what stands in front of each route
 */
export function createApp(routes: readonly Route[], guard: Guard): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // A load balancer's rules know no other spelling of /kill, and neither does what counts requests.
  app.enable('case sensitive routing');
  const [beforeAll, ...others] = parseBody;
  for (const { path, methods } of routes) {
    const target = app.route(path);
    const first = guard(path, beforeAll);
    for (const verb of VERBS) {
      const operation = methods[verb];
      if (operation) target[verb](first, ...others, handlerOf(operation));
    }
    target.all(refuseMethod(allowedMethods(methods)));
  }
  return app;
}

function handlerOf(operation: Operation): RequestHandler {
  return (req, res) => operation.handle(req, res, readInput(operation, req));
}

function allowedMethods(methods: Route['methods']): string {
  return VERBS.filter((verb) => methods[verb])
    .flatMap((verb) => (verb === 'get' ? ['GET', 'HEAD'] : [verb.toUpperCase()]))
    .join(', ');
}

function refuseMethod(allowed: string): RequestHandler {
  return (req, res) => {
    res.setHeader('Allow', allowed);
    throw new HttpError(405, 'MethodNotAllowed', `${req.method} is not possible here, only ${allowed}`);
  };
}
