import type { LabApi, Service } from '../../aws/lab-api';
import type { OperationsApi, TaskDefinition } from '../../aws/operations-api';
import { LabError } from '../../model/errors';
import { APP_SERVICE } from '../../model/names';
import type { CapacityFacts, TaskSize, TaskUse } from '../../report/capacity';
import { queryInstant, type Sample } from '../prometheus/api';

/** As long as the alert on CPU looks back. */
const WINDOW_SECONDS = 120;

const UP = 'up{job="sre-app"} == 1';

/** The last two minutes of each task that answers scrapes now. */
export const CAPACITY_QUERIES = {
  tasks: UP,
  cpuSeconds: `rate(process_cpu_seconds_total{job="sre-app"}[${WINDOW_SECONDS}s]) and on (instance) (${UP})`,
  memoryBytes: `avg_over_time(process_resident_memory_bytes{job="sre-app"}[${WINDOW_SECONDS}s]) and on (instance) (${UP})`,
  requestsPerSecond: `sum by (instance) (rate(http_requests_total{job="sre-app",source=""}[${WINDOW_SECONDS}s])) and on (instance) (${UP})`,
} as const;

export interface CapacitySources {
  readonly api: Pick<LabApi, 'describeServices'>;
  readonly operations: Pick<OperationsApi, 'taskDefinition'>;
  readonly prometheus: string;
  readonly cluster: string;
  /** Null for AWS' own. */
  readonly endpoint: string | null;
}

/** What the app's tasks use, by Prometheus, and what they have, by ECS. Throws a `NoData` LabError when one does not tell. */
export async function measureCapacity(sources: CapacitySources): Promise<CapacityFacts> {
  const { api, operations, prometheus, cluster, endpoint } = sources;
  const [service] = await api.describeServices(cluster, [APP_SERVICE]);
  const definition = await operations.taskDefinition(service?.taskDefinition ?? '');
  const [tasks, cpu, memory, requests] = await Promise.all([
    ask(prometheus, CAPACITY_QUERIES.tasks),
    ask(prometheus, CAPACITY_QUERIES.cpuSeconds),
    ask(prometheus, CAPACITY_QUERIES.memoryBytes),
    ask(prometheus, CAPACITY_QUERIES.requestsPerSecond),
  ]);
  return {
    size: sizeOf(definition, service),
    desired: service?.desiredCount ?? 0,
    tasks: tasks.map(({ labels: { instance = 'unknown' } }): TaskUse => {
      const of = (samples: readonly Sample[]) => finite(samples.find(({ labels }) => labels['instance'] === instance));
      return { instance, cpuSeconds: of(cpu), memoryBytes: of(memory), requestsPerSecond: of(requests) };
    }),
    windowSeconds: WINDOW_SECONDS,
    isEnforced: endpoint === null,
  };
}

async function ask(prometheus: string, query: string): Promise<Sample[]> {
  const samples = await queryInstant(prometheus, query);
  if (samples !== undefined) return samples;
  throw new LabError(
    'NoData',
    `Prometheus at ${prometheus} does not answer, and it alone knows what tasks use; "npx lab status" says whether it runs`,
  );
}

function sizeOf({ cpu, memory }: TaskDefinition, service: Service | undefined): TaskSize {
  const size = { cpu: Number(cpu), memory: Number(memory) };
  if (size.cpu > 0 && size.memory > 0) return size;
  throw new LabError(
    'NoData',
    `the task definition ${service?.taskDefinition ?? 'of the app'} has cpu ${cpu ?? 'none'} and memory ${memory ?? 'none'}; ` +
      'capacity needs both, which every task on Fargate has',
  );
}

function finite(sample: Sample | undefined): number | null {
  return sample === undefined || !Number.isFinite(sample.value) ? null : sample.value;
}
