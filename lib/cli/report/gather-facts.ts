import type { LabApi, Service, Task } from '../../aws/lab-api';
import type { OperationsApi } from '../../aws/operations-api';
import { LabError } from '../../model/errors';
import { APP_SERVICE, OBSERVABILITY_SERVICE } from '../../model/names';
import type {
  Ack,
  FactSeries,
  ObjectiveFacts,
  ReportFacts,
  RunFacts,
  ServiceFacts,
  TaskFacts,
} from '../../report/facts';
import { errorRatioQuery, INSTANT_QUERIES, RANGE_QUERIES } from '../../report/queries';
import { queryInstant, type Sample } from '../prometheus/api';
import { queryRange, type QueryRange, type RangeSeries } from '../prometheus/range';

export interface FactSources {
  readonly api: Pick<LabApi, 'describeServices' | 'listServiceTasks'>;
  readonly operations: Pick<OperationsApi, 'stoppedTasks'>;
  readonly prometheus: string;
  readonly cluster: string;
  readonly endpoint: string | null;
}

/** What is known already: what people and runs left on this machine. */
export interface LocalFacts {
  readonly acks: readonly Ack[];
  readonly runs: readonly RunFacts[];
}

/** Asks Prometheus and ECS for everything that a report is made of. Throws a `NoData` LabError when Prometheus does not answer. */
export async function gatherFacts(sources: FactSources, range: QueryRange, local: LocalFacts): Promise<ReportFacts> {
  const { prometheus, cluster, endpoint } = sources;
  const ask = async (query: string) => answered(await queryRange(prometheus, query, range), prometheus);
  const askNow = async (query: string) => answered(await queryInstant(prometheus, query, 20_000, range.to), prometheus);
  const [info, budget, totals, windows] = await Promise.all(Object.values(INSTANT_QUERIES).map(askNow));
  const [series, errorRatios, ecs] = await Promise.all([
    askAll(ask),
    ask(errorRatioQuery(shortestWindows(windows ?? []))),
    ecsFacts(sources),
  ]);
  const [evaluated = { labels: {}, points: [] }] = series.evaluated;
  const all: FactSeries = { ...series, evaluated, errorRatios };
  return {
    cluster,
    endpoint,
    range,
    series: all,
    objectives: objectivesOf(info ?? [], budget ?? [], totals ?? []),
    ...ecs,
    ...local,
  };
}

type Ask = (query: string) => Promise<RangeSeries[]>;

/** Half of them at once: a small task answers no faster for more. */
async function askAll(ask: Ask): Promise<Record<keyof typeof RANGE_QUERIES, RangeSeries[]>> {
  const q = RANGE_QUERIES;
  const [evaluated, faults, alerts, requests, failuresByStatus, failuresByRoute] = await Promise.all([
    ask(q.evaluated),
    ask(q.faults),
    ask(q.alerts),
    ask(q.requests),
    ask(q.failuresByStatus),
    ask(q.failuresByRoute),
  ]);
  const [errorTypes, probes, probeFailures, events, budgetLeft, targets] = await Promise.all([
    ask(q.errorTypes),
    ask(q.probes),
    ask(q.probeFailures),
    ask(q.events),
    ask(q.budgetLeft),
    ask(q.targets),
  ]);
  return {
    evaluated,
    faults,
    alerts,
    requests,
    failuresByStatus,
    failuresByRoute,
    errorTypes,
    probes,
    probeFailures,
    events,
    budgetLeft,
    targets,
  };
}

function answered<T>(answer: T | undefined, prometheus: string): T {
  if (answer !== undefined) return answer;
  throw new LabError(
    'NoData',
    `Prometheus at ${prometheus} does not answer, and without it a report would be from memory; "npx lab status" says whether it runs`,
  );
}

/** For each SLO the shortest window of which its rules record the share of bad events. */
function shortestWindows(samples: readonly Sample[]): Map<string, string> {
  const shortest = new Map<string, string>();
  for (const { labels } of samples) {
    const { slo, window } = labels;
    if (slo === undefined || window === undefined) continue;
    const known = shortest.get(slo);
    if (known === undefined || windowSeconds(window) < windowSeconds(known)) shortest.set(slo, window);
  }
  return shortest;
}

function windowSeconds(window: string): number {
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
  const [, amount = '', unit = ''] = /^(\d+)([smhd])/.exec(window) ?? [];
  return Number(amount) * (units[unit] ?? Number.NaN);
}

function objectivesOf(
  info: readonly Sample[],
  budgets: readonly Sample[],
  totals: readonly Sample[],
): ObjectiveFacts[] {
  return info.map(({ labels }): ObjectiveFacts => {
    const { slo = 'unknown', objective = '', period } = labels;
    const find = (samples: readonly Sample[], window?: string) => {
      const value = samples.find(
        (one) =>
          one.labels['slo'] === slo &&
          one.labels['objective'] === objective &&
          (window === undefined || one.labels['window'] === window),
      )?.value;
      return value === undefined || !Number.isFinite(value) ? null : value;
    };
    return {
      slo,
      title: labels['display_name'] ?? slo,
      objective,
      clock: labels['clock'] === 'class' ? 'class' : 'real',
      budget: find(budgets),
      periodEvents: period === undefined ? null : find(totals, period),
    };
  });
}

async function ecsFacts({ api, operations, cluster }: FactSources): Promise<Pick<ReportFacts, 'services' | 'tasks'>> {
  const services = await api.describeServices(cluster, [APP_SERVICE, OBSERVABILITY_SERVICE]);
  const tasks = await Promise.all(
    services.map(async ({ serviceName = '' }) => {
      const [wanted, stopped] = await Promise.all([
        api.listServiceTasks(cluster, serviceName),
        operations.stoppedTasks(cluster, serviceName),
      ]);
      const both = new Map([...wanted, ...stopped].map((task) => [task.taskArn, task]));
      return [...both.values()].map((task) => taskFacts(task, serviceName));
    }),
  );
  return { services: services.map(serviceFacts), tasks: tasks.flat() };
}

function serviceFacts({ serviceName, events = [], deployments = [] }: Service): ServiceFacts {
  return {
    name: serviceName ?? 'unknown',
    events: events.flatMap(({ createdAt, message = '' }) =>
      createdAt === undefined ? [] : [{ at: createdAt.getTime() / 1000, message }],
    ),
    deployments: deployments.flatMap(({ id = 'unknown', createdAt, rolloutState = 'unknown', rolloutStateReason }) =>
      createdAt === undefined
        ? []
        : [{ id, createdAt: createdAt.getTime() / 1000, rolloutState, reason: rolloutStateReason ?? null }],
    ),
  };
}

function seconds(date: Date | undefined): number | null {
  return date === undefined ? null : date.getTime() / 1000;
}

function taskFacts(task: Task, service: string): TaskFacts {
  const arn = task.taskArn ?? 'unknown';
  return {
    id: arn.slice(arn.lastIndexOf('/') + 1).slice(0, 8),
    service,
    createdAt: seconds(task.createdAt),
    startedAt: seconds(task.startedAt),
    stoppingAt: seconds(task.stoppingAt),
    stoppedAt: seconds(task.stoppedAt),
    stopCode: task.stopCode ?? null,
    stoppedReason: task.stoppedReason ?? null,
  };
}
