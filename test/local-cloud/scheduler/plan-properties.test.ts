import { SimulatedService, TIMING } from './_simulated-service';

/** A small deterministic generator (mulberry32), so that a failing run can be repeated by its seed. */
function randomFrom(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SHAPES = [
  { minimumHealthyPercent: 100, maximumPercent: 200 },
  { minimumHealthyPercent: 50, maximumPercent: 100 },
  { minimumHealthyPercent: 0, maximumPercent: 100 },
  { minimumHealthyPercent: 100, maximumPercent: 134 },
  { minimumHealthyPercent: 67, maximumPercent: 150 },
];

/** One thing that can happen to a service; the simulation itself throws when a bound is broken. */
function happen(service: SimulatedService, random: () => number): void {
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)];
  const task = pick(service.tasks);
  const event = random();
  if (event < 0.06) service.deploy();
  else if (event < 0.1) service.desiredCount = Math.floor(random() * 6);
  else if (task === undefined) service.now += 500;
  else if (event < 0.2) service.crash(task);
  else if (event < 0.3 && task.startedAt !== undefined && service.hasHealthCheck) service.setHealth(task, 'UNHEALTHY');
  else if (event < 0.6 && task.startedAt === undefined) service.run(task);
  else if (event < 0.9 && task.startedAt !== undefined && service.hasHealthCheck) service.setHealth(task, 'HEALTHY');
  else service.now += Math.floor(random() * TIMING.healthyAfter);
}

test.each(SHAPES)('at %j any order of events stays within the bounds and heals afterwards', (shape) => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = randomFrom(seed);
    const service = new SimulatedService({
      ...shape,
      desiredCount: 1 + Math.floor(random() * 5),
      hasHealthCheck: random() < 0.7,
      circuitBreaker: random() < 0.7 ? { rollback: true } : undefined,
    });
    for (let step = 0; step < 150; step++) {
      happen(service, random);
      service.settle();
    }
    service.deploy();
    for (let round = 0; round < 40; round++) {
      service.settle();
      service.runAll();
      service.tasks.forEach((task) => service.hasHealthCheck && service.setHealth(task, 'HEALTHY'));
      service.now += TIMING.restartBackoffMax;
    }
    if (service.look().blocked) continue; // ECS does not get out of this either, and says so
    expect({ seed, state: service.primary.rolloutState, tasks: service.tasks.length }).toEqual({
      seed,
      state: 'COMPLETED',
      tasks: service.desiredCount,
    });
    expect(service.deployments).toHaveLength(1);
  }
});
