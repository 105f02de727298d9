/** CPU units → the memory (MiB) that Fargate offers with them: Amazon ECS developer guide, "Task CPU and memory". */
const FARGATE: readonly { readonly cpu: number; readonly memory: readonly number[] }[] = [
  { cpu: 256, memory: [512, 1024, 2048] },
  { cpu: 512, memory: steps(1024, 4096, 1024) },
  { cpu: 1024, memory: steps(2048, 8192, 1024) },
  { cpu: 2048, memory: steps(4096, 16_384, 1024) },
  { cpu: 4096, memory: steps(8192, 30_720, 1024) },
  { cpu: 8192, memory: steps(16_384, 61_440, 4096) },
  { cpu: 16_384, memory: steps(32_768, 122_880, 8192) },
];

/** What a task may use on average: the targets of the operations guide (document 002). */
export const CAPACITY_TARGETS = { cpu: 0.7, memory: 0.8 } as const;

/** The lowest and the highest number of tasks that are recommended: the autoscaling of the operations guide. */
export const TASK_LIMITS = { lowest: 2, highest: 10 } as const;

/** 1,024 CPU units are one vCPU. */
export interface TaskSize {
  readonly cpu: number;
  /** MiB */
  readonly memory: number;
}

/** What one task did, on average over a window; null where nobody measured it. */
export interface TaskUse {
  /** `10.0.0.5:5000` */
  readonly instance: string;
  /** Seconds of CPU a second: 1 is a whole vCPU. */
  readonly cpuSeconds: number | null;
  readonly memoryBytes: number | null;
  readonly requestsPerSecond: number | null;
}

export interface CapacityFacts {
  readonly size: TaskSize;
  readonly desired: number;
  readonly tasks: readonly TaskUse[];
  /** Seconds over which the use was measured. */
  readonly windowSeconds: number;
  /** Whether a task is held to its size: on Fargate, and not on a laptop without containers. */
  readonly isEnforced: boolean;
}

/** One task against its size. Shares: 1 is all that it has. */
export interface TaskSaturation extends TaskUse {
  readonly cpuShare: number | null;
  readonly memoryShare: number | null;
  /** Requests a second until its CPU reaches the target; null without traffic or measurement. */
  readonly headroom: number | null;
}

export interface Capacity {
  readonly facts: CapacityFacts;
  readonly tasks: readonly TaskSaturation[];
  /** Of all tasks; null where a task was not measured. */
  readonly requestsPerSecond: number | null;
  /** Milliseconds of CPU that a request takes, with what the tasks do anyway; null below one request a second. */
  readonly cpuMillisecondsPerRequest: number | null;
  readonly recommendation: Recommendation | null;
  /** What a reader must know before the figures are believed. */
  readonly caveats: readonly string[];
}

export interface Recommendation {
  /** For which rate it was computed. */
  readonly requestsPerSecond: number;
  readonly count: number;
  readonly size: TaskSize;
  /** How each figure came about, in sentences. */
  readonly reasons: readonly string[];
  /** More would be needed than the highest number of tasks; then the count is that number. */
  readonly isEnough: boolean;
}

/**
 * What the tasks have left, and how many of which size would do. CPU grows with requests, memory does not: the count
 * comes from CPU, with one task more than needed (N+1), the size from memory.
 * @param rate requests a second to plan for; what there is now unless given
 */
export function capacityOf(facts: CapacityFacts, rate?: number): Capacity {
  const tasks = facts.tasks.map((task) => saturationOf(task, facts.size));
  const requestsPerSecond = sumOf(facts.tasks.map((task) => task.requestsPerSecond));
  const cpuSeconds = sumOf(facts.tasks.map((task) => task.cpuSeconds));
  const perRequest =
    requestsPerSecond === null || cpuSeconds === null || requestsPerSecond < 1 ? null : cpuSeconds / requestsPerSecond;
  return {
    facts,
    tasks,
    requestsPerSecond,
    cpuMillisecondsPerRequest: perRequest === null ? null : perRequest * 1000,
    recommendation: recommend(facts, perRequest, rate ?? requestsPerSecond),
    caveats: caveatsOf(facts, requestsPerSecond, perRequest, rate),
  };
}

/** Whether Fargate has tasks of this size. */
export function isFargatePair({ cpu, memory }: TaskSize): boolean {
  return FARGATE.some((one) => one.cpu === cpu && one.memory.includes(memory));
}

function saturationOf(task: TaskUse, { cpu, memory }: TaskSize): TaskSaturation {
  const cpuShare = task.cpuSeconds === null ? null : task.cpuSeconds / (cpu / 1024);
  const { requestsPerSecond } = task;
  const canTell = cpuShare !== null && cpuShare > 0 && requestsPerSecond !== null && requestsPerSecond >= 0.5;
  return {
    ...task,
    cpuShare,
    memoryShare: task.memoryBytes === null ? null : task.memoryBytes / (memory * 1024 * 1024),
    headroom: canTell ? Math.max(0, requestsPerSecond * (CAPACITY_TARGETS.cpu / cpuShare - 1)) : null,
  };
}

function recommend(facts: CapacityFacts, perRequest: number | null, rate: number | null): Recommendation | null {
  const memory = Math.max(...facts.tasks.flatMap(({ memoryBytes }) => memoryBytes ?? []));
  if (perRequest === null || rate === null || !Number.isFinite(memory)) return null;
  const wantedMemory = memory / 1024 / 1024 / CAPACITY_TARGETS.memory;
  const { size, needed } = sizeFor(facts.size, wantedMemory, (rate * perRequest) / CAPACITY_TARGETS.cpu);
  const count = Math.min(TASK_LIMITS.highest, Math.max(TASK_LIMITS.lowest, needed + 1));
  const isEnough = needed + 1 <= TASK_LIMITS.highest;
  const text = (share: number) => `${Math.round(share * 100)} %`;
  return {
    requestsPerSecond: rate,
    count,
    size,
    isEnough,
    reasons: [
      `CPU: ${number(rate)} requests a second take ${number(perRequest * 1000)} ms each, ${number(rate * perRequest)} vCPU in all; ` +
        `at ${text(CAPACITY_TARGETS.cpu)} of ${number(size.cpu / 1024)} vCPU each, ${needed} ${needed === 1 ? 'task does' : 'tasks do'}.`,
      needed + 1 < TASK_LIMITS.lowest
        ? `Count: at least ${TASK_LIMITS.lowest}, so that one may go.`
        : `Count: one more (N+1), so that ${needed === 1 ? 'it holds' : 'they hold'} while one is replaced${isEnough ? '' : `; more than ${TASK_LIMITS.highest} are not recommended, so this is not enough`}.`,
      `Memory: the largest task uses ${number(memory / 1024 / 1024)} MiB; ${text(CAPACITY_TARGETS.memory)} of ${size.memory} MiB is ${number(size.memory * CAPACITY_TARGETS.memory)} MiB.`,
    ],
  };
}

/**
 * The smallest size in which the memory fits, from the present CPU on; CPU doubles while more tasks would be needed
 * than are recommended.
 */
function sizeFor(present: TaskSize, memory: number, vcpu: number): { size: TaskSize; needed: number } {
  const sizes = FARGATE.filter(({ cpu }) => cpu >= present.cpu).flatMap(({ cpu, memory: all }) => {
    const fits = all.find((one) => one >= memory);
    return fits === undefined ? [] : [{ cpu, memory: fits }];
  });
  const neededOf = ({ cpu }: TaskSize) => Math.max(1, Math.ceil(vcpu / (cpu / 1024) - 1e-9));
  const size = sizes.find((one) => neededOf(one) + 1 <= TASK_LIMITS.highest) ??
    sizes.at(-1) ?? { cpu: FARGATE.at(-1)!.cpu, memory: FARGATE.at(-1)!.memory.at(-1)! };
  return { size, needed: neededOf(size) };
}

function caveatsOf(
  { tasks, isEnforced, windowSeconds, size, desired }: CapacityFacts,
  rate: number | null,
  perRequest: number | null,
  planned: number | undefined,
): string[] {
  const unmeasured = tasks.filter(({ cpuSeconds, memoryBytes }) => cpuSeconds === null || memoryBytes === null);
  return [
    ...(tasks.length === 0 ? ['No task of the app is measured: Prometheus has no process metrics of one.'] : []),
    ...(tasks.length > 0 && tasks.length < desired ? [`${tasks.length} of ${desired} tasks are measured.`] : []),
    ...(unmeasured.length > 0
      ? [
          `Not measured, because they are younger than ${windowSeconds} s or gone: ${unmeasured.map(({ instance }) => instance).join(', ')}.`,
        ]
      : []),
    ...(tasks.length > 0 && perRequest === null
      ? [
          'Below one request a second nothing can be said of the CPU that a request takes; send some with "npx lab traffic --rate 50 --for 2m".',
        ]
      : []),
    ...(rate !== null && planned !== undefined && rate >= 1 && planned > rate * 5
      ? [
          `${number(planned)} requests a second is ${number(planned / rate)} times what was measured: CPU is taken to grow in proportion, which nobody has seen. Measure nearer to it with "npx lab traffic".`,
        ]
      : []),
    ...(isEnforced
      ? []
      : [
          `On this machine a task is not held to ${number(size.cpu / 1024)} vCPU and ${size.memory} MiB: it may use more, and this processor is not Fargate's. The shares say what would be used of them.`,
        ]),
  ];
}

function sumOf(values: readonly (number | null)[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

function number(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
}

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
