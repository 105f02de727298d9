import type { Config } from '../config';
import type { Traffic } from '../lifecycle/traffic';
import type { Logger } from '../log';
import type { Metrics } from '../metrics/registry';
import { echoRoute } from './echo';
import { errorRoute } from './error';
import { failRoute } from './fail';
import { faviconRoute } from './favicon';
import { homeRoute } from './home';
import { killRoute } from './kill';
import { livenessRoute } from './liveness';
import { matchRoute } from './match';
import { metricsRoute } from './metrics';
import { openApiRoute } from './openapi';
import { readinessRoute } from './readiness';
import { riskyRoute } from './risky';
import type { Route } from './route';

export interface RouteDeps {
  readonly config: Config;
  readonly metrics: Metrics;
  readonly traffic: Traffic;
  readonly logger: Logger;
  readonly exit: (code: number) => void;
}

/** The whole API. */
export function createRoutes(deps: RouteDeps): readonly Route[] {
  const routes = [
    homeRoute(deps.config),
    failRoute(),
    riskyRoute(deps.config),
    echoRoute(),
    errorRoute(),
    matchRoute(deps),
    killRoute(deps),
    metricsRoute(deps),
    livenessRoute(),
    readinessRoute(deps),
    faviconRoute(),
  ];
  return [...routes, openApiRoute(routes, deps.config)];
}
