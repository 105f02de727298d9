import express, { type Express, type RequestHandler } from 'express';
import { HttpError } from './http/http-error';
import { type Route, VERBS } from './routes/route';

const BODY_LIMIT = '100kb';

/** Express with the routes and nothing else: what every request has in common happens around it, in `service.ts`. */
export function createApp(routes: readonly Route[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const parseJson = express.json({ limit: BODY_LIMIT });
  for (const { path, methods } of routes) {
    const target = app.route(path);
    for (const verb of VERBS) {
      const handler = methods[verb];
      if (handler) target[verb](parseJson, handler);
    }
    target.all(refuseMethod(allowedMethods(methods)));
  }
  return app;
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
