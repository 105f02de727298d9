import type { TaskFault } from '../faults/faults-api';
import type { Alert, Target } from '../prometheus/api';
import type { SloState } from '../prometheus/slo-state';
import type { ServiceStatus, TaskStatus } from '../status/lab-status';

/** The lab at one moment, as far as it could be seen. What nobody could tell is null, never an older answer. */
export interface LabSnapshot {
  /** Milliseconds since 1970, this machine's clock. */
  readonly at: number;
  readonly cluster: string;
  /** The cloud that was asked; null for AWS's own. */
  readonly endpoint: string | null;
  /** The lab's services with the tasks that they want to run; null when the AWS API did not answer. */
  readonly services: readonly ServiceStatus[] | null;
  /** Tasks seen before that their services no longer want: on their way out, or stopped in the last minutes. */
  readonly leaving: readonly LeavingTask[];
  readonly discovery: readonly DiscoveredName[] | null;
  /** Where Prometheus is, or was last. */
  readonly prometheus: string | null;
  /** Null when no Prometheus answered; and so are the next two. */
  readonly targets: readonly Target[] | null;
  readonly slos: readonly SloState[] | null;
  readonly alerts: readonly Alert[] | null;
  /** The faults of every task of the app; null when one did not tell (no token, no answer). */
  readonly faults: readonly TaskFault[] | null;
  /** Why the AWS API did not answer; null when it did. */
  readonly problem: string | null;
}

/** A task that is ending or has ended, and why, in ECS's words. */
export interface LeavingTask extends TaskStatus {
  readonly service: string;
  /** `EssentialContainerExited`, `UserInitiated` …; null while ECS does not tell. */
  readonly stopCode: string | null;
  readonly stoppedReason: string | null;
}

/** One name of the lab's DNS. */
export interface DiscoveredName {
  /** The ECS service behind it. */
  readonly service: string;
  /** `sre-app-service.sre.local` */
  readonly name: string;
  /** How long a resolver may keep an answer. */
  readonly ttlSeconds: number | null;
  /** What an answer has now, sorted. */
  readonly addresses: readonly string[];
  /** Who was asked: the lab's DNS, or Cloud Map where the DNS is out of reach. */
  readonly by: 'dns' | 'cloud map';
}

/** One service of a snapshot. */
export function serviceOf({ services }: Pick<LabSnapshot, 'services'>, name: string): ServiceStatus | undefined {
  return services?.find((service) => service.name === name);
}

/** The tasks of a service that run now. */
export function runningTasks(snapshot: Pick<LabSnapshot, 'services'>, service: string): readonly TaskStatus[] {
  return serviceOf(snapshot, service)?.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING') ?? [];
}
