import { APP_SERVICE } from '../../model/names';
import type { Target } from '../prometheus/api';
import type { ServiceStatus } from './lab-status';

/** As `aws ecs wait services-stable` counts: one deployment, completed, and as many tasks as wanted. */
export function isSteady({ deployments, running, desired, pending }: ServiceStatus): boolean {
  const [primary, ...older] = deployments;
  return primary?.rolloutState === 'COMPLETED' && older.length === 0 && running === desired && pending === 0;
}

/** The app's tasks that Prometheus has not scraped successfully yet; undefined without a running task. */
export function tasksNotUp(services: readonly ServiceStatus[], targets: readonly Target[]): string[] | undefined {
  const tasks = services
    .find(({ name }) => name === APP_SERVICE)
    ?.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  if (!tasks || tasks.length === 0) return undefined;
  const up = new Set(targets.filter(({ health }) => health === 'up').map(({ address }) => hostOf(address)));
  return tasks.flatMap(({ privateAddress }) => (privateAddress && !up.has(privateAddress) ? [privateAddress] : []));
}

function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':'));
}
