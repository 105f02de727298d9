import { capacityOf, isFargatePair, type CapacityFacts, type TaskUse } from '../../lib/report/capacity';
import { isFargateSize } from '../../lib/local-cloud/services/ecs/fargate-sizes';

const MIB = 1024 * 1024;

function use(change: Partial<TaskUse> = {}): TaskUse {
  return { instance: '10.0.0.5:5000', cpuSeconds: 0.1, memoryBytes: 100 * MIB, requestsPerSecond: 50, ...change };
}

function facts(change: Partial<CapacityFacts> = {}): CapacityFacts {
  return {
    size: { cpu: 256, memory: 512 },
    desired: 1,
    tasks: [use()],
    windowSeconds: 120,
    isEnforced: true,
    ...change,
  };
}

describe('the capacity of the tasks', () => {
  it('is what each uses of its size, and how much more it could serve at 70 % CPU', () => {
    const { tasks, cpuMillisecondsPerRequest, caveats } = capacityOf(facts());
    expect(tasks[0]).toMatchObject({ cpuShare: 0.4, memoryShare: 100 / 512 });
    expect(tasks[0]?.headroom).toBeCloseTo(37.5);
    expect(cpuMillisecondsPerRequest).toBe(2);
    expect(caveats).toEqual([]);
  });

  it('has no headroom above the target, and more than 100 % where nobody enforces it', () => {
    const [task] = capacityOf(facts({ tasks: [use({ cpuSeconds: 0.5 })], isEnforced: false })).tasks;
    expect(task).toMatchObject({ cpuShare: 2, headroom: 0 });
  });
});

describe('the recommendation', () => {
  it('is one task more than needed, of the size in which the memory fits', () => {
    expect(capacityOf(facts()).recommendation).toEqual({
      requestsPerSecond: 50,
      count: 2,
      size: { cpu: 256, memory: 512 },
      isEnough: true,
      reasons: [
        'CPU: 50 requests a second take 2 ms each, 0.1 vCPU in all; at 70 % of 0.25 vCPU each, 1 task does.',
        'Count: one more (N+1), so that it holds while one is replaced.',
        'Memory: the largest task uses 100 MiB; 80 % of 512 MiB is 410 MiB.',
      ],
    });
  });

  it('is for another rate when asked', () => {
    // 500/s × 2 ms = 1 vCPU; at 70 % of a quarter: 5.7 tasks.
    expect(capacityOf(facts(), 500).recommendation).toMatchObject({ count: 7, size: { cpu: 256, memory: 512 } });
  });

  it('is a larger CPU when more than ten of the small ones would be needed', () => {
    // 1,000/s = 2 vCPU: 12 tasks of a quarter, 6 of a half.
    expect(capacityOf(facts(), 1_000).recommendation).toMatchObject({ count: 7, size: { cpu: 512, memory: 1024 } });
  });

  it('is more memory when a task is above 80 % of what it has', () => {
    const heavy = facts({ tasks: [use({ memoryBytes: 450 * MIB })] });
    expect(capacityOf(heavy).recommendation?.size).toEqual({ cpu: 256, memory: 1024 });
    const heavier = facts({ tasks: [use({ memoryBytes: 1_900 * MIB })] });
    expect(capacityOf(heavier).recommendation?.size).toEqual({ cpu: 512, memory: 3072 });
  });

  it('says that it is not enough when even the largest tasks are too few', () => {
    expect(capacityOf(facts(), 1e6).recommendation).toMatchObject({
      count: 10,
      isEnough: false,
      size: { cpu: 16_384 },
    });
  });

  it('takes the sum of several tasks, and the largest memory', () => {
    const two = facts({ desired: 2, tasks: [use(), use({ instance: 'b', memoryBytes: 420 * MIB })] });
    expect(capacityOf(two)).toMatchObject({
      requestsPerSecond: 100,
      cpuMillisecondsPerRequest: 2,
      recommendation: { count: 3, size: { memory: 1024 } },
    });
  });

  it('is always a size that Fargate has', () => {
    for (const memoryBytes of [1, 500, 1_600, 9_000, 60_000].map((mebibytes) => mebibytes * MIB)) {
      for (const rate of [1, 100, 1_000, 10_000, 100_000]) {
        const { size } = capacityOf(facts({ tasks: [use({ memoryBytes })] }), rate).recommendation!;
        expect([size, isFargatePair(size), isFargateSize(String(size.cpu), String(size.memory))]).toEqual([
          size,
          true,
          true,
        ]);
      }
    }
  });
});

describe('what is not known', () => {
  it('is said, and nothing is recommended from nothing', () => {
    expect(capacityOf(facts({ tasks: [] }))).toMatchObject({
      recommendation: null,
      requestsPerSecond: null,
      caveats: ['No task of the app is measured: Prometheus has no process metrics of one.'],
    });
    expect(capacityOf(facts({ tasks: [use({ cpuSeconds: null })] }))).toMatchObject({
      recommendation: null,
      caveats: [
        'Not measured, because they are younger than 120 s or gone: 10.0.0.5:5000.',
        expect.stringMatching(/^Below one request a second/),
      ],
    });
    expect(capacityOf(facts({ tasks: [use({ requestsPerSecond: 0.2 })] })).recommendation).toBeNull();
  });

  it('is said of a laptop, of tasks that are missing, and of a rate far from what was measured', () => {
    expect(capacityOf(facts({ isEnforced: false, desired: 2 }), 5_000).caveats).toEqual([
      '1 of 2 tasks are measured.',
      expect.stringMatching(/^5,000 requests a second is 100 times what was measured/),
      expect.stringMatching(/^On this machine a task is not held to 0.25 vCPU and 512 MiB/),
    ]);
  });
});
