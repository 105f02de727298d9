import type { DiscoveryService, LabApi, Task } from '../../aws/lab-api';
import { messageOf } from '../../model/errors';
import { APP_SERVICE } from '../../model/names';
import type { TaskFault } from '../faults/faults-api';
import { faultsOfEveryTask } from '../faults/on-every-task';
import { fetchAlerts, fetchTargets } from '../prometheus/api';
import { fetchSloStates } from '../prometheus/slo-state';
import { gatherServices } from '../status/gather';
import type { ServiceStatus, TaskStatus } from '../status/lab-status';
import type { ReachedLab } from '../status/reach-lab';
import { taskStatus } from '../status/task-status';
import { urlsOf } from '../status/urls';
import type { ResolveName } from './resolve-name';
import { runningTasks, type DiscoveredName, type LabSnapshot, type LeavingTask } from './snapshot';

/** Looks at the lab again and again. */
export interface SnapshotSource {
  /** Never rejects: what could not be seen is null. */
  take(): Promise<LabSnapshot>;
}

export interface SnapshotDeps {
  readonly now: () => number;
  /** Asks the lab's DNS. @default Cloud Map is asked */
  readonly resolve?: ResolveName;
  /** The app's CHAOS_TOKEN, with which it tells its faults. */
  readonly token?: string;
  /** @default the app's port */
  readonly appPort?: number;
}

/** How long a stopped task is still shown. */
const STOPPED_SHOWN_MS = 120_000;

/** The one place where the pieces of a snapshot are gathered, for followers, for `lab watch` and for whoever else shows the lab. */
export function createSnapshotSource(lab: ReachedLab, deps: SnapshotDeps): SnapshotSource {
  const { api, cluster, endpoint } = lab;
  const leavingOf = createLeavingTasks(api, cluster, deps.now);
  const discoveryOf = createDiscovery(api, cluster, deps.resolve);
  let prometheus: string | null = null;

  const faultsOf = async (snapshot: Pick<LabSnapshot, 'services'>): Promise<TaskFault[] | null> => {
    if (runningTasks(snapshot, APP_SERVICE).length === 0) return snapshot.services === null ? null : [];
    try {
      const tasks = faultsOfEveryTask(snapshot, deps.token, deps.appPort);
      const answers = await Promise.all(
        tasks.map(async ({ task, api: faults }) => (await faults.list()).map((one) => ({ ...one, task: task.id }))),
      );
      return answers.flat();
    } catch {
      return null;
    }
  };
  const askAws = async () => {
    const services = await gatherServices(api, cluster);
    prometheus = urlsOf(services).prometheus ?? prometheus;
    const [leaving, discovery] = await Promise.all([leavingOf(services), discoveryOf(services)]);
    return { services, leaving, discovery, problem: null };
  };
  return {
    async take() {
      const at = deps.now();
      const aws = await askAws().catch((error: unknown) => ({
        services: null,
        leaving: [],
        discovery: null,
        problem: messageOf(error),
      }));
      const [faults, [targets = null, slos = null, alerts = null]] = await Promise.all([
        faultsOf(aws),
        prometheus === null
          ? []
          : Promise.all([fetchTargets(prometheus), fetchSloStates(prometheus), fetchAlerts(prometheus)]),
      ]);
      return { at, cluster, endpoint, ...aws, prometheus, targets, slos, alerts, faults };
    },
  };
}

/** Remembers which tasks there were, and asks after those that their services want no more until they have stopped. */
function createLeavingTasks(api: LabApi, cluster: string, now: () => number) {
  const serviceOfTask = new Map<string, string>();
  const stopped = new Map<string, { readonly task: LeavingTask; readonly since: number }>();
  return async (services: readonly ServiceStatus[]): Promise<LeavingTask[]> => {
    const wanted = new Set<string>();
    for (const { name, tasks } of services) {
      for (const { id } of tasks) {
        wanted.add(id);
        serviceOfTask.set(id, name);
      }
    }
    for (const [id, { since }] of stopped) {
      if (now() - since < STOPPED_SHOWN_MS) continue;
      stopped.delete(id);
      serviceOfTask.delete(id);
    }
    const asked = [...serviceOfTask.keys()].filter((id) => !wanted.has(id) && !stopped.has(id));
    const answers = asked.length === 0 ? [] : await api.describeTasks(cluster, asked.slice(0, 100));
    const leaving = answers.map((task) => leavingTask(task, serviceOfTask));
    for (const task of leaving) if (task.lastStatus === 'STOPPED') stopped.set(task.id, { task, since: now() });
    const onTheirWay = leaving.filter(({ lastStatus }) => lastStatus !== 'STOPPED');
    return [...onTheirWay, ...[...stopped.values()].map(({ task }) => task)];
  };
}

function leavingTask(task: Task, serviceOfTask: ReadonlyMap<string, string>): LeavingTask {
  const status: TaskStatus = taskStatus(task, new Map());
  return {
    ...status,
    service: serviceOfTask.get(status.id) ?? 'unknown',
    stopCode: task.stopCode ?? null,
    stoppedReason: task.stoppedReason ?? null,
  };
}

/** Names and time to live of the services' registries, asked once, and the addresses, asked each time. */
function createDiscovery(api: LabApi, cluster: string, resolve: ResolveName | undefined) {
  const registries = new Map<string, Promise<DiscoveryService>>();
  const registryOf = (arn: string) => {
    const known = registries.get(arn) ?? api.discoveryService(arn);
    registries.set(arn, known);
    // What failed once may be asked again.
    known.catch(() => registries.delete(arn));
    return known;
  };
  return async (services: readonly ServiceStatus[]): Promise<DiscoveredName[]> => {
    const described = await api.describeServices(
      cluster,
      services.map(({ name }) => name),
    );
    const arns = described.flatMap(({ serviceName = '', serviceRegistries = [] }) =>
      serviceRegistries.flatMap(({ registryArn }) => (registryArn ? [{ service: serviceName, arn: registryArn }] : [])),
    );
    return Promise.all(
      arns.map(async ({ service, arn }) => {
        const { name: label, namespace, ttlSeconds } = await registryOf(arn);
        const name = `${label}.${namespace}`;
        const answer = await resolve?.(name);
        const addresses = answer ?? (await api.discoveredAddresses(namespace, label));
        return { service, name, ttlSeconds, addresses: [...addresses].sort(), by: answer ? 'dns' : 'cloud map' };
      }),
    );
  };
}
