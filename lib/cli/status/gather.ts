import type { LabApi, Service } from '../../aws/lab-api';
import { EXPIRES_TAG } from '../../model/expiry';
import { APP_SERVICE, OBSERVABILITY_SERVICE } from '../../model/names';
import { fetchTargets } from '../prometheus/api';
import type { DeploymentStatus, LabStatus, ServiceStatus } from './lab-status';
import { networkInterfaceOf, taskStatus } from './task-status';
import { urlsOf } from './urls';

const LAB_SERVICES = [APP_SERVICE, OBSERVABILITY_SERVICE];

/** Asks AWS and Prometheus for the whole picture. */
export async function gatherStatus(
  api: LabApi,
  { endpoint, cluster }: { readonly endpoint: string | null; readonly cluster: string },
): Promise<LabStatus> {
  const services = await api.describeServices(cluster, LAB_SERVICES);
  const [statuses, discovery] = await Promise.all([
    serviceStatuses(api, cluster, services),
    Promise.all(registryArns(services).map((arn) => api.discoveryService(arn))),
  ]);
  const urls = urlsOf(statuses);
  const targets = urls.prometheus ? await fetchTargets(urls.prometheus) : undefined;
  return { endpoint, cluster, ends: endOf(services), urls, services: statuses, discovery, targets: targets ?? null };
}

/** Every resource of a lab has it as a tag, the services too. */
function endOf(services: readonly Service[]): string | null {
  return services[0]?.tags?.find(({ key }) => key === EXPIRES_TAG)?.value ?? null;
}

/** The lab's services with their tasks and addresses. */
export async function gatherServices(api: LabApi, cluster: string): Promise<ServiceStatus[]> {
  return serviceStatuses(api, cluster, await api.describeServices(cluster, LAB_SERVICES));
}

async function serviceStatuses(api: LabApi, cluster: string, services: readonly Service[]): Promise<ServiceStatus[]> {
  const tasks = await Promise.all(services.map(({ serviceName = '' }) => api.listServiceTasks(cluster, serviceName)));
  const addresses = await api.publicAddresses(tasks.flat().flatMap((task) => networkInterfaceOf(task) ?? []));
  return services.map((service, index) => ({
    name: service.serviceName ?? 'unknown',
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0,
    deployments: (service.deployments ?? []).map(deploymentStatus),
    tasks: (tasks[index] ?? []).map((task) => taskStatus(task, addresses)),
  }));
}

function deploymentStatus({
  status,
  rolloutState,
  rolloutStateReason,
}: NonNullable<Service['deployments']>[number]): DeploymentStatus {
  return {
    status: status ?? 'unknown',
    rolloutState: rolloutState ?? 'unknown',
    reason: rolloutStateReason ?? null,
  };
}

function registryArns(services: readonly Service[]): string[] {
  return services.flatMap(({ serviceRegistries = [] }) =>
    serviceRegistries.flatMap(({ registryArn }) => registryArn ?? []),
  );
}
