import type { Alert } from '../alertmanager/api';
import type { Target } from '../prometheus/api';
import type { DiscoveryService } from '../../aws/lab-api';

/** What `lab status` tells. A value that nobody could tell is null, and a word that AWS left out is `unknown`. */
export interface LabStatus {
  /** Which cloud answered: the endpoint, or null for AWS's own. */
  readonly endpoint: string | null;
  readonly cluster: string;
  /** When the lab ends by itself: a UTC time, `nightly` or `never`; null when nobody said. */
  readonly ends: string | null;
  readonly urls: LabUrls;
  readonly services: readonly ServiceStatus[];
  /** Cloud Map's view: what the DNS answers. */
  readonly discovery: readonly DiscoveryService[];
  /** Null when no Prometheus answered. */
  readonly targets: readonly Target[] | null;
  /** What Alertmanager has been told and not been told to be over; null when none answered. */
  readonly alerts: readonly Alert[] | null;
}

export interface LabUrls {
  readonly app: string | null;
  readonly prometheus: string | null;
  readonly grafana: string | null;
  readonly alertmanager: string | null;
  readonly console: string | null;
}

export interface ServiceStatus {
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly deployments: readonly DeploymentStatus[];
  readonly tasks: readonly TaskStatus[];
}

export interface DeploymentStatus {
  /** `PRIMARY` or `ACTIVE`. */
  readonly status: string;
  /** `IN_PROGRESS`, `COMPLETED` or `FAILED`. */
  readonly rolloutState: string;
  readonly reason: string | null;
}

export interface TaskStatus {
  /** All 32 digits; the text shows the first eight. */
  readonly id: string;
  readonly lastStatus: string;
  readonly health: string;
  readonly startedAt: string | null;
  readonly privateAddress: string | null;
  readonly publicAddress: string | null;
  readonly containers: readonly ContainerStatus[];
}

export interface ContainerStatus {
  readonly name: string;
  readonly lastStatus: string;
  /** Why it does not run, in ECS's words. */
  readonly reason: string | null;
}
