import {
  afterProbe,
  failureThreshold,
  hasCycle,
  healthCheckRule,
  mayBecome,
  maximumRunning,
  minimumHealthy,
  nextWhenStopping,
  pauseBeforeProbe,
  readiness,
  restartPolicyOf,
  restarts,
  stopWaves,
  taskHealth,
  unprobed,
  type ContainerProgress,
  type OrderedContainer,
  type TaskState,
} from '../../../lib/local-cloud/scheduler';

const after = (name: string, containerName: string, condition: 'START' | 'HEALTHY' | 'SUCCESS' | 'COMPLETE') => ({
  name,
  dependsOn: [{ containerName, condition }],
});
const progress = (of: Partial<ContainerProgress>) =>
  new Map([['db', { state: 'RUNNING' as const, health: 'UNKNOWN' as const, ...of }]]);

describe('capacity', () => {
  test('the minimum rounds up and the maximum rounds down', () => {
    expect([minimumHealthy(3, 50), minimumHealthy(1, 100), minimumHealthy(4, 0)]).toEqual([2, 1, 0]);
    expect([maximumRunning(3, 150), maximumRunning(1, 200), maximumRunning(1, 150)]).toEqual([4, 2, 1]);
  });
});

describe('the circuit breaker threshold', () => {
  test.each([
    [1, 3],
    [6, 3],
    [7, 4],
    [25, 13],
    [400, 200],
    [800, 200],
  ])('for %d tasks is %d', (desired, threshold) => {
    expect(failureThreshold(desired)).toBe(threshold);
  });

  test('follows another rule when told so', () => {
    expect(failureThreshold(10, { type: 'COUNT', value: 1 })).toBe(1);
    expect(failureThreshold(10, { type: 'UNBOUNDED_PERCENT', value: 10 })).toBe(1);
    expect(failureThreshold(10, { type: 'BOUNDED_PERCENT', value: 10 })).toBe(3);
  });
});

describe('a health check', () => {
  const rule = healthCheckRule({ interval: 10, retries: 2, startPeriod: 20 });

  test('has the defaults of ECS', () => {
    expect(healthCheckRule({})).toEqual({ interval: 30_000, timeout: 5_000, retries: 3, startPeriod: 0 });
  });

  test('probes at once, soon again while warming up, and in its interval afterwards', () => {
    let state = unprobed(0);
    const pauses: number[] = [];
    for (let now = 0; pauses.length < 5; now += pauses.at(-1)!) {
      pauses.push(pauseBeforeProbe(state, rule, now));
      state = afterProbe(state, rule, false, now);
    }
    expect(pauses).toEqual([0, 200, 400, 800, 1600]);
    expect(pauseBeforeProbe(afterProbe(state, rule, true, 4_000), rule, 4_000)).toBe(10_000);
  });

  test('forgives failures until both the first interval and the start period are over', () => {
    let state = unprobed(0);
    state = afterProbe(state, rule, false, 19_999);
    expect(state).toMatchObject({ status: 'UNKNOWN', failures: 0 });
    state = afterProbe(state, rule, false, 20_000);
    state = afterProbe(state, rule, false, 30_000);
    expect(state).toMatchObject({ status: 'UNHEALTHY', failures: 2 });
  });

  test('needs its retries in a row to call a healthy container unhealthy, and one success to take it back', () => {
    let state = afterProbe(unprobed(0), rule, true, 0);
    state = afterProbe(state, rule, false, 1);
    state = afterProbe(state, rule, true, 2);
    state = afterProbe(state, rule, false, 3);
    expect(state.status).toBe('HEALTHY');
    state = afterProbe(state, rule, false, 4);
    expect(state.status).toBe('UNHEALTHY');
    expect(afterProbe(state, rule, true, 5).status).toBe('HEALTHY');
  });

  test('makes the task unhealthy when one essential container is', () => {
    expect(taskHealth([])).toBe('UNKNOWN');
    expect(taskHealth(['HEALTHY', 'UNKNOWN'])).toBe('UNKNOWN');
    expect(taskHealth(['HEALTHY', 'UNHEALTHY'])).toBe('UNHEALTHY');
    expect(taskHealth(['HEALTHY', 'HEALTHY'])).toBe('HEALTHY');
  });
});

describe('the order of containers', () => {
  test.each([
    ['START', { state: 'PENDING' }, 'waiting'],
    ['START', {}, 'ready'],
    ['START', { state: 'STOPPED', exitCode: 1 }, 'ready'],
    ['START', { state: 'STOPPED' }, 'never'],
    ['HEALTHY', {}, 'waiting'],
    ['HEALTHY', { health: 'HEALTHY' }, 'ready'],
    ['HEALTHY', { state: 'STOPPED', exitCode: 0 }, 'never'],
    ['COMPLETE', {}, 'waiting'],
    ['COMPLETE', { state: 'STOPPED', exitCode: 7 }, 'ready'],
    ['COMPLETE', { state: 'STOPPED' }, 'never'],
    ['SUCCESS', {}, 'waiting'],
    ['SUCCESS', { state: 'STOPPED', exitCode: 0 }, 'ready'],
    ['SUCCESS', { state: 'STOPPED', exitCode: 7 }, 'never'],
  ] as const)('%s after %j is %s', (condition, state, expected) => {
    expect(readiness(after('app', 'db', condition), progress(state)).kind).toBe(expected);
  });

  test('stops what depends before what it depends on, and sees a cycle', () => {
    const chain: OrderedContainer[] = [
      after('c', 'b', 'START'),
      after('b', 'a', 'START'),
      { name: 'a', dependsOn: [] },
    ];
    expect(stopWaves(chain)).toEqual([['c'], ['b'], ['a']]);
    expect(hasCycle(chain)).toBe(false);
    expect(hasCycle([after('a', 'b', 'START'), after('b', 'a', 'START')])).toBe(true);
  });
});

describe('a restart policy', () => {
  test('restarts only a container that ran long enough, and not after an ignored code', () => {
    const policy = restartPolicyOf({ enabled: true, ignoredExitCodes: [0], restartAttemptPeriod: 60 });
    expect(restarts(policy, 1, 60_000)).toBe(true);
    expect(restarts(policy, 1, 59_999)).toBe(false);
    expect(restarts(policy, 0, 60_000)).toBe(false);
    expect(restarts(restartPolicyOf({ enabled: false }), 1, 60_000)).toBe(false);
    expect(restartPolicyOf({ enabled: true })?.restartAttemptPeriod).toBe(300_000);
  });
});

describe('the task life cycle', () => {
  test('always ends, and never goes back up', () => {
    for (const from of ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING'] as const) {
      const path: TaskState[] = [from];
      while (path.at(-1) !== 'STOPPED') {
        const next = nextWhenStopping(path.at(-1)!);
        expect(mayBecome(path.at(-1)!, next)).toBe(true);
        path.push(next);
      }
      expect(path.length).toBeLessThanOrEqual(5);
    }
    expect(mayBecome('STOPPING', 'RUNNING')).toBe(false);
  });
});
