import {
  afterTaskEnd,
  afterTaskHealthy,
  afterTaskRunning,
  maximumRunning,
  minimumHealthy,
  NO_START_FAILURES,
  occupies,
  plan,
  standingOf,
  type Decision,
  type DeploymentTally,
  type RolloutState,
  type ServiceView,
  type TaskState,
  type TaskView,
} from '../../../lib/local-cloud/scheduler';

export const TIMING = { healthyAfter: 40_000, restartBackoff: 1_000, restartBackoffMax: 60_000 };

interface Task extends TaskView {
  state: TaskState;
  wanted: boolean;
  health: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  startedAt?: number;
  wasHealthy?: boolean;
}

interface Deployment extends DeploymentTally {
  readonly id: string;
  rolloutState: RolloutState;
  failedTasks: number;
  startFailures: typeof NO_START_FAILURES;
}

/** A service in memory, driven by the real plan and a hand-turned clock. */
export class SimulatedService {
  now = 1_000_000;
  desiredCount = 2;
  minimumHealthyPercent = 100;
  maximumPercent = 200;
  hasHealthCheck = true;
  circuitBreaker: ServiceView['circuitBreaker'] = { rollback: true };
  lastCompleted: string | undefined;
  draining = false;
  deployments: Deployment[] = [];
  tasks: Task[] = [];
  readonly history: Decision[] = [];
  private serial = 0;

  constructor(settings: Partial<SimulatedService> = {}) {
    Object.assign(this, settings);
    this.deploy();
  }

  deploy(): string {
    const id = `d${++this.serial}`;
    this.deployments.unshift({ id, rolloutState: 'IN_PROGRESS', failedTasks: 0, startFailures: NO_START_FAILURES });
    return id;
  }

  get primary(): Deployment {
    return this.deployments[0]!;
  }

  view(): ServiceView {
    const { desiredCount, minimumHealthyPercent, maximumPercent, circuitBreaker, lastCompleted, draining, tasks } =
      this;
    const [primary, ...older] = this.deployments;
    const limits = { desiredCount, minimumHealthyPercent, maximumPercent };
    return { ...limits, circuitBreaker, lastCompleted, draining, tasks, primary: primary!, older };
  }

  look() {
    return plan(this.view(), this.now, TIMING);
  }

  /** Plans and applies until nothing is left to do, and returns what was decided. */
  settle(): Decision[] {
    const done: Decision[] = [];
    for (let round = 0; round < 100; round++) {
      const { decisions } = this.look();
      if (decisions.length === 0) return done;
      for (const decision of decisions) this.apply(decision);
      done.push(...decisions);
    }
    throw new Error(`the plan does not come to rest: ${JSON.stringify(done.slice(-4))}`);
  }

  apply(decision: Decision): void {
    this.history.push(decision);
    const before = this.healthy();
    switch (decision.kind) {
      case 'start':
        for (let i = 0; i < decision.count; i++) this.tasks.push(this.newTask(decision.deploymentId));
        if (this.occupied() > this.maximum()) throw new Error(`above the maximum: ${this.occupied()}`);
        break;
      case 'stop':
        for (const id of decision.taskIds) this.leave(this.task(id), decision.cause);
        if (decision.cause === 'scaling' && this.healthy() < Math.min(before, this.minimum()))
          throw new Error(`below the minimum: ${this.healthy()}`);
        break;
      case 'fail':
        this.deployment(decision.deploymentId).rolloutState = 'FAILED';
        break;
      case 'roll-back':
        this.rollBack(decision.to);
        break;
      case 'retire':
        this.deployments = this.deployments.filter((deployment) => deployment.id !== decision.deploymentId);
        break;
      case 'complete':
        this.deployment(decision.deploymentId).rolloutState = 'COMPLETED';
        this.lastCompleted = decision.deploymentId;
        break;
    }
  }

  run(task: Task): void {
    task.state = 'RUNNING';
    task.startedAt = this.now;
    Object.assign(this.deploymentOf(task), afterTaskRunning(this.deploymentOf(task)));
  }

  setHealth(task: Task, health: Task['health']): void {
    task.health = health;
    if (health !== 'HEALTHY') return;
    task.wasHealthy = true;
    Object.assign(this.deploymentOf(task), afterTaskHealthy(this.deploymentOf(task), true));
  }

  runAll(health: Task['health'] = 'HEALTHY'): void {
    for (const task of this.tasks.filter((each) => each.startedAt === undefined)) {
      this.run(task);
      if (this.hasHealthCheck) this.setHealth(task, health);
    }
  }

  crash(task: Task): void {
    this.leave(task, 'crash');
  }

  occupied(): number {
    return this.tasks.filter((task) => occupies(task.state)).length;
  }

  healthy(): number {
    return this.tasks.filter((task) => task.wanted && standingOf(task, TIMING.healthyAfter, this.now) === 'healthy')
      .length;
  }

  maximum(): number {
    return maximumRunning(this.desiredCount, this.maximumPercent);
  }

  minimum(): number {
    return minimumHealthy(this.desiredCount, this.minimumHealthyPercent);
  }

  private leave(task: Task, cause: string): void {
    this.tasks = this.tasks.filter((each) => each !== task);
    const everHealthy = task.wasHealthy === true || standingOf(task, TIMING.healthyAfter, this.now) === 'healthy';
    const end = {
      everRan: task.startedAt !== undefined,
      everHealthy,
      onRequest: cause === 'scaling' || cause === 'deleting',
    };
    const deployment = this.deployments.find((each) => each.id === task.deploymentId);
    if (deployment !== undefined) Object.assign(deployment, afterTaskEnd(deployment, end, this.now));
  }

  private rollBack(to: string): void {
    const target = this.deployments.find((each) => each.id === to) ?? {
      id: to,
      rolloutState: 'IN_PROGRESS' as const,
      failedTasks: 0,
      startFailures: NO_START_FAILURES,
    };
    Object.assign(target, { rolloutState: 'IN_PROGRESS', failedTasks: 0, startFailures: NO_START_FAILURES });
    this.deployments = [target, ...this.deployments.filter((each) => each !== target)];
  }

  private newTask(deploymentId: string): Task {
    const id = `t${++this.serial}`;
    return {
      id,
      deploymentId,
      state: 'PROVISIONING',
      wanted: true,
      hasHealthCheck: this.hasHealthCheck,
      health: 'UNKNOWN',
      createdAt: this.now + this.serial / 1e6,
    };
  }

  private task(id: string): Task {
    const found = this.tasks.find((task) => task.id === id);
    if (found === undefined) throw new Error(`no task ${id}`);
    return found;
  }

  private deployment(id: string): Deployment {
    return this.deployments.find((deployment) => deployment.id === id)!;
  }

  private deploymentOf(task: Task): Deployment {
    return this.deployment(task.deploymentId) ?? { ...this.primary };
  }
}
