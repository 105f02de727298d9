import { SimulatedService, TIMING } from './_simulated-service';

const kinds = (decisions: readonly { kind: string }[]) => decisions.map((decision) => decision.kind);

function steady(settings: Partial<SimulatedService> = {}): SimulatedService {
  const service = new SimulatedService(settings);
  service.settle();
  service.runAll();
  service.now += TIMING.healthyAfter;
  service.settle();
  expect(service.primary.rolloutState).toBe('COMPLETED');
  return service;
}

describe('a new service', () => {
  test('starts the desired number of tasks and completes when they are healthy', () => {
    const service = new SimulatedService({ desiredCount: 3 });
    expect(service.settle()).toEqual([{ kind: 'start', deploymentId: 'd1', count: 3, replacing: 0 }]);
    service.runAll('UNKNOWN');
    expect(service.settle()).toEqual([]);
    service.tasks.forEach((task) => service.setHealth(task, 'HEALTHY'));
    expect(kinds(service.settle())).toEqual(['complete']);
    expect(service.look().steady).toBe(true);
  });

  test('counts a task without a health check as healthy a while after RUNNING, and says when to look again', () => {
    const service = new SimulatedService({ desiredCount: 1, hasHealthCheck: false });
    service.settle();
    service.runAll();
    expect(service.look()).toMatchObject({ steady: false, wakeAt: service.now + TIMING.healthyAfter });
    service.now += TIMING.healthyAfter;
    expect(kinds(service.settle())).toEqual(['complete']);
  });

  test('with a desired count of 0 completes at once', () => {
    expect(kinds(new SimulatedService({ desiredCount: 0 }).settle())).toEqual(['complete']);
  });
});

describe('replacement', () => {
  test('of a task that crashed after RUNNING is immediate, however often it happens', () => {
    const service = steady({ desiredCount: 1 });
    for (let i = 0; i < 200; i++) {
      service.crash(service.tasks[0]!);
      expect(kinds(service.settle())).toEqual(['start']);
      service.runAll('UNKNOWN');
    }
    expect(service.look().impaired).toBe(false);
  });

  test('of an unhealthy task starts first and stops it when the replacement is healthy', () => {
    const service = steady({ desiredCount: 1 });
    service.setHealth(service.tasks[0]!, 'UNHEALTHY');
    expect(service.settle()).toEqual([{ kind: 'start', deploymentId: 'd1', count: 1, replacing: 1 }]);
    service.runAll();
    expect(service.settle()).toEqual([{ kind: 'stop', taskIds: ['t2'], cause: 'unhealthy' }]);
  });

  test('of an unhealthy task stops it first where the maximum leaves no room', () => {
    const service = steady({ desiredCount: 1, minimumHealthyPercent: 0, maximumPercent: 100 });
    service.setHealth(service.tasks[0]!, 'UNHEALTHY');
    expect(kinds(service.settle())).toEqual(['stop', 'start']);
  });
});

describe('a rolling deployment', () => {
  test('at 100/200 starts all new tasks, then stops the old ones as the new become healthy', () => {
    const service = steady({ desiredCount: 2 });
    service.deploy();
    expect(service.settle()).toEqual([{ kind: 'start', deploymentId: expect.any(String), count: 2, replacing: 0 }]);
    const [, , first] = service.tasks;
    service.run(first!);
    service.setHealth(first!, 'HEALTHY');
    expect(service.settle()).toEqual([{ kind: 'stop', taskIds: ['t2'], cause: 'scaling' }]);
    service.runAll();
    expect(kinds(service.settle())).toEqual(['stop', 'retire', 'complete']);
  });

  test('at 0/100 stops the old task to make room', () => {
    const service = steady({ desiredCount: 1, minimumHealthyPercent: 0, maximumPercent: 100 });
    service.deploy();
    expect(kinds(service.settle())).toEqual(['stop', 'start', 'retire']);
  });

  test('at 50/100 with three tasks keeps two, because the minimum rounds up', () => {
    const service = steady({ desiredCount: 3, minimumHealthyPercent: 50, maximumPercent: 100 });
    service.deploy();
    service.settle();
    expect(service.healthy()).toBe(2);
  });

  test('at 100/150 with three tasks goes one by one, because the maximum rounds down', () => {
    const service = steady({ desiredCount: 3, maximumPercent: 150 });
    service.deploy();
    expect(service.settle()).toMatchObject([{ kind: 'start', count: 1 }]);
  });
});

test('a deployment that may neither stop nor start a task is called blocked', () => {
  const service = steady({ desiredCount: 1, maximumPercent: 150 });
  service.deploy();
  expect(service.settle()).toEqual([]);
  expect(service.look().blocked).toBe(true);
});

describe('the circuit breaker', () => {
  test('fails the deployment after three failed tasks and goes back to the last completed one', () => {
    const service = steady({ desiredCount: 1 });
    service.deploy();
    for (let i = 0; i < 3; i++) {
      service.settle();
      service.crash(service.tasks.at(-1)!);
      service.now += TIMING.restartBackoffMax;
    }
    expect(kinds(service.settle())).toEqual(['fail', 'roll-back', 'retire', 'complete']);
    expect(service.primary.id).toBe('d1');
    expect(service.tasks.map((task) => task.id)).toEqual(['t2']);
  });

  test('fails a deployment whose tasks run but never become healthy', () => {
    const service = steady({ desiredCount: 1 });
    service.deploy();
    for (let i = 0; i < 3; i++) {
      service.settle();
      service.runAll('UNHEALTHY');
    }
    expect(kinds(service.settle())).toContain('roll-back');
    expect(service.healthy()).toBe(1);
  });

  test('fails a first deployment without a way back, and starts nothing any more', () => {
    const service = new SimulatedService({ desiredCount: 1 });
    for (let i = 0; i < 3; i++) {
      service.settle();
      service.crash(service.tasks[0]!);
      service.now += TIMING.restartBackoffMax;
    }
    expect(kinds(service.settle())).toEqual(['fail']);
    expect(service.look()).toMatchObject({ decisions: [], steady: false });
  });

  test('without rollback leaves the older tasks in place', () => {
    const service = steady({ desiredCount: 1, circuitBreaker: { rollback: false } });
    service.deploy();
    for (let i = 0; i < 3; i++) {
      service.settle();
      service.crash(service.tasks.at(-1)!);
      service.now += TIMING.restartBackoffMax;
    }
    expect(kinds(service.settle())).toEqual(['fail']);
    expect(service.healthy()).toBe(1);
  });

  test('that is off lets the deployment go on', () => {
    const service = new SimulatedService({ desiredCount: 1, circuitBreaker: undefined });
    for (let i = 0; i < 20; i++) {
      service.settle();
      service.crash(service.tasks[0]!);
      service.now += TIMING.restartBackoffMax;
    }
    expect(service.primary.rolloutState).toBe('IN_PROGRESS');
  });
});

describe('the restart back-off', () => {
  test('doubles its pauses while tasks fail to reach RUNNING, and says so from the second on', () => {
    const service = new SimulatedService({ desiredCount: 1, circuitBreaker: undefined });
    const pauses: number[] = [];
    for (let i = 0; i < 8; i++) {
      service.settle();
      service.crash(service.tasks[0]!);
      const { wakeAt, impaired } = service.look();
      expect(impaired).toBe(i >= 1);
      pauses.push(wakeAt! - service.now);
      service.now = wakeAt!;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000));
  });

  test('ends with the first task that runs', () => {
    const service = new SimulatedService({ desiredCount: 1, circuitBreaker: undefined });
    service.settle();
    service.crash(service.tasks[0]!);
    service.now += TIMING.restartBackoff;
    service.settle();
    service.runAll();
    service.crash(service.tasks[0]!);
    expect(kinds(service.settle())).toEqual(['start']);
  });
});

describe('scaling', () => {
  test('in gives up tasks that are only starting before those that serve', () => {
    const service = steady({ desiredCount: 2 });
    service.desiredCount = 3;
    service.settle();
    service.desiredCount = 2;
    expect(service.settle()).toMatchObject([{ kind: 'stop', taskIds: ['t4'] }]);
  });

  test('to 0 stops everything, deleting too', () => {
    const service = steady({ desiredCount: 2 });
    service.desiredCount = 0;
    expect(service.settle()).toMatchObject([{ kind: 'stop', cause: 'scaling' }]);
    const deleted = steady({ desiredCount: 2 });
    deleted.draining = true;
    expect(deleted.settle()).toMatchObject([{ kind: 'stop', cause: 'deleting' }]);
    expect(deleted.look()).toMatchObject({ decisions: [], steady: true });
  });
});
