import { messageOf } from '../../../../model/errors';
import { delay } from '../../../kernel/clock';
import type { AgentTask, FaultyNetwork } from '../../../kernel/task-agent/task-agent';
import type { ContainerSpec, TaskSandbox } from '../../../runtime/runtime';
import { mayBecome, nextWhenStopping, taskHealth, type StopCode, type TaskState } from '../../../scheduler';
import type { EcsOptions } from '../deps';
import { hasHealthCheck } from '../service-view';
import type { ContainerRecord, TaskRecord } from '../state';
import { deregisterTask, registerTask, reportHealth } from './cloud-map';
import { ContainerGroup } from './container-group';
import { startFailureText } from './container-run';
import { baseEnvironment, containerSpec, tcpPorts } from './container-spec';

/** What a task tells the controller. */
export interface TaskRunHooks {
  /** The task is on its way down: from here on it is not one of the service's wanted tasks any more. */
  leaving(task: TaskRecord): void;
  /** Its state or its health changed. */
  changed(task: TaskRecord): void;
}

/** Takes one task through its life, from the network interface to STOPPED, and writes every step into its record. */
export class TaskRun {
  /** Resolves when the task is STOPPED; never rejects. */
  readonly stopped: Promise<void>;
  private resolveStopped: () => void = () => undefined;
  private sandbox: Promise<TaskSandbox> | undefined;
  private containers: ContainerGroup | undefined;

  constructor(
    private readonly task: TaskRecord,
    private readonly options: EcsOptions,
    private readonly hooks: TaskRunHooks,
  ) {
    this.stopped = new Promise((resolve) => {
      this.resolveStopped = resolve;
    });
  }

  /** Starts the task; whatever goes wrong stops it with ECS's reason. */
  start(): void {
    void this.bringUp().catch((error: unknown) => this.stop('TaskFailedToStart', startFailureText(error)));
  }

  /** Stops the task for this reason; the first reason stays. */
  stop(code: StopCode, reason: string): void {
    const { task, options, hooks } = this;
    if (task.desired === 'STOPPED') return;
    Object.assign(task, { desired: 'STOPPED', stopCode: code, stoppedReason: reason, stoppingAt: options.clock.now() });
    this.become(nextWhenStopping(task.state));
    hooks.leaving(task);
    void this.takeDown()
      .catch((error: unknown) => options.log(`ecs: task ${task.id} did not stop cleanly: ${messageOf(error)}`))
      .then(() => this.finish());
  }

  private get stopping(): boolean {
    return this.task.desired === 'STOPPED';
  }

  private async bringUp(): Promise<void> {
    const { task, options } = this;
    this.attach();
    await this.wait(options.timing.provisioning);
    if (this.stopping) return;
    this.become('PENDING');

    const specs = this.specs();
    task.connectivityAt = task.pullStartedAt = options.clock.now();
    await Promise.all(task.containers.map((container) => this.pull(container)));
    task.pullStoppedAt = options.clock.now();
    if (this.stopping) return;

    const { networkInterface } = task;
    this.sandbox = options.runtime.createSandbox({
      id: task.id,
      privateAddress: networkInterface?.privateAddress ?? '',
      ...(networkInterface?.publicAddress === undefined ? {} : { publicAddress: networkInterface.publicAddress }),
      ports: task.containers.flatMap((container) => tcpPorts(container.definition)),
    });
    const sandbox = await this.sandbox;
    if (this.stopping) return;
    const onChange = () => this.afterChange(sandbox);
    this.containers = new ContainerGroup({ task, sandbox, specs, cloud: options, onChange });
    onChange();
  }

  private attach(): void {
    const { task, options } = this;
    const { subnets, securityGroups, assignPublicIp } = task.networkConfiguration.awsvpcConfiguration ?? {};
    task.networkInterface = options.networking.attach({
      subnets: subnets ?? [],
      securityGroups: securityGroups ?? [],
      assignPublicIp: assignPublicIp === 'ENABLED',
      description: `arn:aws:ecs:${options.region}:${options.account}:attachment/${task.attachmentId}`,
    });
  }

  /** Resolves secrets first, as Fargate does: a task whose secret has no value never starts a container. */
  private specs(): Map<string, ContainerSpec> {
    const { task, options } = this;
    const role = task.overrides.taskRoleArn ?? task.definition.definition.taskRoleArn;
    const environment = {
      ...baseEnvironment(options.region),
      ...(role === undefined ? {} : options.roles.environmentOf(task.id, role)),
    };
    const overrides = new Map(task.overrides.containerOverrides?.map((override) => [override.name, override]));
    try {
      return new Map(
        task.containers.map(({ name, definition }) => [
          name,
          containerSpec(
            definition,
            overrides.get(name),
            { ...environment, ...options.agents.environmentOf(this.agentTask()) },
            options.secrets,
          ),
        ]),
      );
    } catch (error) {
      throw new Error(`unable to pull secrets or registry auth: ${messageOf(error)}`, { cause: error });
    }
  }

  /** What ECS's agent knows of it: the network comes later than the environment of its containers. */
  private agentTask(): AgentTask {
    const { id, arn, definition } = this.task;
    const network = async (): Promise<FaultyNetwork> => {
      if (this.sandbox === undefined) throw new Error(`task ${id} has no network yet`);
      return this.sandbox;
    };
    return {
      id,
      arn,
      faultInjection: definition.definition.enableFaultInjection === true,
      network: {
        startFault: async (fault) => (await network()).startFault(fault),
        stopFault: async (fault) => (await network()).stopFault(fault),
      },
    };
  }

  /** An image that cannot be had ends its container; whether that ends the task depends on the container. */
  private async pull(container: ContainerRecord): Promise<void> {
    try {
      await this.options.runtime.pull(container.definition.image ?? '');
    } catch (error) {
      Object.assign(container, { state: 'STOPPED', reason: startFailureText(error) });
      if (container.essential) this.stopBecauseOf(container);
    }
  }

  /** Something about the containers changed: go on starting, go RUNNING, take over their health, or stop. */
  private afterChange(sandbox: TaskSandbox): void {
    const { task } = this;
    if (this.stopping) return;
    const ended = task.containers.find((container) => container.essential && container.state === 'STOPPED');
    if (ended !== undefined) return this.stopBecauseOf(ended);
    if (task.state === 'PENDING') {
      this.containers?.startReady();
      if (!this.stopping && this.containers?.settled) this.activate(sandbox);
    }
    if (!this.stopping) this.updateHealth(sandbox);
  }

  private stopBecauseOf(container: ContainerRecord): void {
    if (container.exitCode === undefined) this.stop('TaskFailedToStart', container.reason ?? 'Task failed to start');
    else this.stop('EssentialContainerExited', 'Essential container in task exited');
  }

  private activate(sandbox: TaskSandbox): void {
    const { task, options } = this;
    const healthy = !hasHealthCheck(task) || task.health === 'HEALTHY';
    this.become('ACTIVATING');
    try {
      registerTask(options.registry, task, options.region, healthy);
    } catch (error) {
      return this.stop('TaskFailedToStart', startFailureText(error));
    }
    task.startedAt = options.clock.now();
    if (healthy) this.setReachable(sandbox, true);
    this.become('RUNNING');
  }

  private updateHealth(sandbox: TaskSandbox): void {
    const { task, options } = this;
    const checked = task.containers.filter(({ essential, definition }) => essential && definition.healthCheck);
    const health = taskHealth(checked.map((container) => container.health));
    if (health === task.health) return;
    task.health = health;
    task.version += 1;
    if (health === 'HEALTHY') task.everHealthy = true;
    if (task.state === 'RUNNING') {
      reportHealth(options.registry, task, health === 'HEALTHY');
      this.setReachable(sandbox, health === 'HEALTHY');
    }
    this.hooks.changed(task);
  }

  /** `localhost` of the host leads to one cluster: the same port of several would lead to either. */
  private setReachable(sandbox: TaskSandbox, open: boolean): void {
    sandbox.setReachable(open && this.options.ownsLocalhost(this.task.cluster.name));
  }

  private async takeDown(): Promise<void> {
    const { task, options } = this;
    deregisterTask(options.registry, task);
    const sandbox = await this.sandbox?.catch(() => undefined);
    sandbox?.setReachable(false);
    if (task.state === 'DEACTIVATING') {
      await this.wait(options.timing.deactivating);
      this.become('STOPPING');
    }
    await this.containers?.stop();
    for (const container of task.containers) container.state = 'STOPPED';
    task.executionStoppedAt = options.clock.now();
    await sandbox?.close();
    this.become('DEPROVISIONING');
    await this.wait(options.timing.deprovisioning);
  }

  private finish(): void {
    const { task, options } = this;
    options.roles.forget(task.id);
    options.agents.forget(task.id);
    if (task.networkInterface !== undefined) options.networking.detach(task.networkInterface.id);
    task.stoppedAt = options.clock.now();
    this.become('STOPPED');
    this.resolveStopped();
  }

  private become(state: TaskState): void {
    const { task } = this;
    if (!mayBecome(task.state, state)) return;
    task.state = state;
    task.version += 1;
    this.hooks.changed(task);
  }

  private async wait(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await delay(this.options.clock, milliseconds);
  }
}
