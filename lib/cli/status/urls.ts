import { APP_SERVICE, OBSERVABILITY_SERVICE, PORTS } from '../../model/names';
import type { LabUrls, ServiceStatus } from './lab-status';

/** Where the lab's pages are: at the public address of a running task, as on AWS. Null for what does not run. */
export function urlsOf(services: readonly ServiceStatus[]): LabUrls {
  return {
    app: urlOf(services, APP_SERVICE, 'app'),
    prometheus: urlOf(services, OBSERVABILITY_SERVICE, 'prometheus'),
    grafana: urlOf(services, OBSERVABILITY_SERVICE, 'grafana'),
    alertmanager: urlOf(services, OBSERVABILITY_SERVICE, 'alertmanager'),
    console: urlOf(services, OBSERVABILITY_SERVICE, 'console'),
  };
}

function urlOf(services: readonly ServiceStatus[], service: string, container: keyof LabUrls): string | null {
  const tasks = services.find(({ name }) => name === service)?.tasks ?? [];
  const task = tasks.find(
    ({ publicAddress, containers }) =>
      publicAddress !== null &&
      containers.some(({ name, lastStatus }) => name === container && lastStatus === 'RUNNING'),
  );
  return task ? `http://${task.publicAddress}:${PORTS[container]}` : null;
}
