import { NO_START_FAILURES } from '../../scheduler';
import { rolloutReason } from './event-text';
import type { DeploymentRecord, ServiceRecord } from './state';

/** The service's deployment with this id; the scheduler names only those that are there. */
export function deploymentOf(service: ServiceRecord, id: string): DeploymentRecord {
  const deployment = service.deployments.find((each) => each.id === id);
  if (deployment === undefined) throw new Error(`service ${service.name} has no deployment ${id}`);
  return deployment;
}

/** The deployment is COMPLETED, and from now on what the circuit breaker goes back to. */
export function complete(service: ServiceRecord, id: string, now: number): void {
  const deployment = deploymentOf(service, id);
  change(deployment, 'COMPLETED', rolloutReason.completed(id), now);
  service.lastCompleted = deployment;
}

/** The circuit breaker has tripped: the deployment starts no task any more. */
export function fail(service: ServiceRecord, id: string, now: number): void {
  change(deploymentOf(service, id), 'FAILED', rolloutReason.failed(), now);
}

/** The last COMPLETED deployment is PRIMARY again, under its own id and with the tasks that it still has. */
export function rollBack(service: ServiceRecord, now: number): void {
  const target = service.lastCompleted;
  if (target === undefined) return;
  Object.assign(target, { failedTasks: 0, startFailures: NO_START_FAILURES });
  change(target, 'IN_PROGRESS', rolloutReason.rollingBack(target.id), now);
  service.deployments = [target, ...service.deployments.filter((deployment) => deployment !== target)];
}

/** An older deployment without tasks is not shown any more. */
export function retire(service: ServiceRecord, id: string): void {
  service.deployments = service.deployments.filter((deployment) => deployment.id !== id);
}

function change(
  deployment: DeploymentRecord,
  rolloutState: DeploymentRecord['rolloutState'],
  rolloutStateReason: string,
  updatedAt: number,
): void {
  Object.assign(deployment, { rolloutState, rolloutStateReason, updatedAt });
}
