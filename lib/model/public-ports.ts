import { APP_SERVICE, OBSERVABILITY_SERVICE, PORTS } from './names';

/** The TCP ports of each service that the networks of `allowedCidr` may reach: a test holds the template to it. */
export const PUBLIC_PORTS: Readonly<Record<string, readonly number[]>> = {
  [APP_SERVICE]: [PORTS.app],
  [OBSERVABILITY_SERVICE]: [PORTS.prometheus, PORTS.grafana, PORTS.alertmanager, PORTS.console],
};
