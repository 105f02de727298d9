import { uuid } from '../../kernel/ids';
import { plan, type Decision, type Plan, type StopCode } from '../../scheduler';
import type { EcsOptions } from './deps';
import { eventText } from './event-text';
import { newTask, tagsOfServiceTask } from './new-task';
import { complete, deploymentOf, fail, retire, rollBack } from './rollout';
import { viewOf } from './service-view';
import type { ServiceRecord, TaskRecord } from './state';
import { forgetStoppedTasks } from './stopped-tasks';
import { tallyEnd, tallyProgress } from './task-tally';
import { TaskRun } from './tasks/task-run';

/** ECS shows the 100 newest events of a service. */
const MOST_EVENTS = 100;

/** More rounds than any service needs to come to rest; a plan that needs more is a defect, told in the log. */
const MOST_ROUNDS = 50;

/** Turns the scheduler's decisions into effects and the tasks' progress back into state. */
export class Controller {
  private readonly runs = new Map<string, TaskRun>();
  private readonly waiting = new Set<ServiceRecord>();
  private readonly timers = new Map<ServiceRecord, () => void>();
  private closing = false;

  constructor(private readonly options: EcsOptions) {}

  /** Looks at the service soon; whatever happens in one turn of the event loop is one look. */
  look(service: ServiceRecord): void {
    if (this.closing || this.waiting.has(service)) return;
    this.waiting.add(service);
    setImmediate(() => {
      this.waiting.delete(service);
      this.reconcile(service);
    });
  }

  /** Starts a task; the caller has put it nowhere yet. */
  run(task: TaskRecord): void {
    const run = new TaskRun(task, this.options, {
      leaving: (left) => this.afterLeaving(left),
      changed: (changed) => this.afterChange(changed),
    });
    task.cluster.tasks.set(task.id, task);
    task.service?.liveTasks.set(task.id, task);
    this.runs.set(task.id, run);
    run.start();
  }

  /** Stops a task for this reason; without effect for one that is stopping or stopped. */
  stop(task: TaskRecord, code: StopCode, reason: string): void {
    this.runs.get(task.id)?.stop(code, reason);
  }

  /** Writes into the service's events, newest first. */
  tell(service: ServiceRecord, message: string): void {
    service.events.unshift({ id: uuid(), createdAt: new Date(this.options.clock.now()), message });
    service.events.length = Math.min(service.events.length, MOST_EVENTS);
    this.options.tell(message);
  }

  /** Stops all tasks, starts none any more, and resolves when all are STOPPED; twice is fine. */
  async close(): Promise<void> {
    this.closing = true;
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    const runs = [...this.runs.values()];
    for (const run of runs) run.stop('UserInitiated', 'The local cloud is closing');
    await Promise.all(runs.map((run) => run.stopped));
  }

  private reconcile(service: ServiceRecord): void {
    if (this.closing || service.status === 'INACTIVE') return;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const next = plan(viewOf(service), this.options.clock.now(), this.options.timing);
      for (const decision of next.decisions) this.apply(service, decision);
      if (next.decisions.length === 0) return this.rest(service, next);
    }
    this.options.log(`ecs: the plan of service ${service.name} does not come to rest`);
  }

  private rest(service: ServiceRecord, next: Plan): void {
    if (service.status === 'DRAINING' && next.steady) service.status = 'INACTIVE';
    else if (next.steady && !service.steady) this.tell(service, eventText.steady(service.name));
    if (next.impaired && !service.impaired) this.tell(service, eventText.impaired(service.name));
    if (next.blocked && !service.blocked) this.tell(service, eventText.blocked(service.name));
    Object.assign(service, { steady: next.steady, impaired: next.impaired, blocked: next.blocked });

    this.timers.get(service)?.();
    this.timers.delete(service);
    if (next.wakeAt === undefined) return;
    const pause = Math.max(0, next.wakeAt - this.options.clock.now());
    this.timers.set(
      service,
      this.options.clock.after(pause, () => this.look(service)),
    );
  }

  private apply(service: ServiceRecord, decision: Decision): void {
    const now = this.options.clock.now();
    switch (decision.kind) {
      case 'start':
        return this.startTasks(service, decision);
      case 'stop':
        return this.stopTasks(service, decision);
      case 'complete':
        complete(service, decision.deploymentId, now);
        return this.tell(service, eventText.completed(service.name, decision.deploymentId));
      case 'fail':
        fail(service, decision.deploymentId, now);
        return this.tell(service, eventText.failed(service.name, decision.deploymentId));
      case 'roll-back':
        rollBack(service, now);
        return this.tell(service, eventText.rollingBack(service.name, decision.to));
      case 'retire':
        retire(service, decision.deploymentId);
    }
  }

  private startTasks(service: ServiceRecord, decision: Extract<Decision, { kind: 'start' }>): void {
    const deployment = deploymentOf(service, decision.deploymentId);
    const tasks = Array.from({ length: decision.count }, () =>
      newTask(this.options, this.options.clock.now(), {
        cluster: service.cluster,
        definition: deployment.taskDefinition,
        service,
        deploymentId: deployment.id,
        group: `service:${service.name}`,
        startedBy: deployment.id,
        networkConfiguration: deployment.networkConfiguration,
        platformVersion: deployment.platformVersion,
        enableExecuteCommand: service.enableExecuteCommand,
        tags: tagsOfServiceTask(service, deployment.taskDefinition),
      }),
    );
    const ids = tasks.map((task) => task.id);
    this.tell(service, eventText.started(service.name, ids, decision.replacing));
    for (const task of tasks) this.run(task);
  }

  private stopTasks(service: ServiceRecord, decision: Extract<Decision, { kind: 'stop' }>): void {
    const primary = service.deployments[0]?.id ?? '';
    const reason =
      decision.cause === 'unhealthy'
        ? 'Task failed container health checks'
        : `Scaling activity initiated by (deployment ${primary})`;
    if (decision.cause === 'unhealthy')
      for (const id of decision.taskIds) this.tell(service, eventText.unhealthy(service.name, id));
    this.tell(service, eventText.stopped(service.name, decision.taskIds));
    for (const id of decision.taskIds) this.runs.get(id)?.stop('ServiceSchedulerInitiated', reason);
  }

  /** A task that never came to run says why in its service's events. */
  private afterLeaving(task: TaskRecord): void {
    const { service } = task;
    if (service === undefined) return;
    tallyEnd(task, this.options.timing.healthyAfter, this.options.clock.now());
    if (task.stopCode === 'TaskFailedToStart')
      this.tell(service, eventText.notPlaced(service.name, task.stoppedReason ?? ''));
    this.look(service);
  }

  private afterChange(task: TaskRecord): void {
    if (task.state === 'STOPPED') this.forget(task);
    tallyProgress(task);
    if (task.service !== undefined) this.look(task.service);
  }

  private forget(task: TaskRecord): void {
    this.options.tell(eventText.ended(task));
    this.runs.delete(task.id);
    task.service?.liveTasks.delete(task.id);
    task.cluster.stoppedTasks.add(task);
    forgetStoppedTasks(task.cluster, this.options.timing.stoppedTaskRetention, this.options.clock.now());
  }
}
