/** Names that every part agrees on; renaming one is a breaking change. */

/** The lab without a name of its own; `-c lab=team-3` gives another. */
export const DEFAULT_NAMESPACE = 'sre.local';

/** ECS and Cloud Map use the same service names. */
export const APP_SERVICE = 'sre-app-service';
export const OBSERVABILITY_SERVICE = 'sre-observability-service';

/** TCP ports, the same on AWS and on a laptop. */
export const PORTS = {
  app: 5000,
  prometheus: 9090,
  grafana: 3000,
  alertmanager: 9093,
  loki: 3100,
  console: 8080,
  /** On the task's own localhost only. */
  prober: 9115,
} as const;

/** Seconds that a resolver may keep an address: long enough to be seen in class, short enough to wait for. */
export const DNS_TTL_SECONDS = 10;
