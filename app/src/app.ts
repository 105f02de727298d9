import express, { type Express, type RequestHandler } from 'express';
import { parseBody } from './http/body';
import { HttpError } from './http/http-error';
import { readInput } from './http/input';
import { type Operation, type Route, VERBS } from './routes/route';

/** Express with the routes and nothing else: what every request has in common happens around it, in `service.ts`. */
export function createApp(routes: readonly Route[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  for (const { path, methods } of routes) {
    const target = app.route(path);
    for (const verb of VERBS) {
      const operation = methods[verb];
      if (operation) target[verb](...parseBody, handlerOf(operation));
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
