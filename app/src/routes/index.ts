import type { Traffic } from '../lifecycle/traffic';
import type { Logger } from '../log';
import type { Metrics } from '../metrics/registry';
import type { Disturbance } from '../store/disturbance';
import type { UserDirectory } from '../store/user-directory';
import { echoRoute } from './echo';
import { failRoute } from './fail';
import { faviconRoute } from './favicon';
import { homeRoute } from './home';
import { killRoute } from './kill';
import { livenessRoute } from './liveness';
import { metricsRoute } from './metrics';
import { readinessRoute } from './readiness';
import { userRoute } from './user';
import { usersRoute } from './users';
import type { Route } from './route';

export interface RouteDeps {
  readonly version: string;
  readonly metrics: Metrics;
  readonly traffic: Traffic;
  readonly logger: Logger;
  readonly exit: (code: number) => void;
  readonly users: UserDirectory;
  readonly disturbance: Pick<Disturbance, 'ready'>;
}

/** The whole API. */
export function createRoutes(deps: RouteDeps): readonly Route[] {
  return [
    homeRoute(deps),
    failRoute(),
    echoRoute(),
    usersRoute(deps),
    userRoute(deps),
    killRoute(deps),
    metricsRoute(deps),
    livenessRoute(),
    readinessRoute(deps),
    faviconRoute(),
  ];
}
