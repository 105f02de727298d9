import type { ContainerSpec, TaskSandbox } from '../../../runtime/runtime';
import { readiness, stopWaves, type ContainerProgress, type OrderedContainer } from '../../../scheduler';
import type { EcsOptions } from '../deps';
import type { ContainerRecord, TaskRecord } from '../state';
import { ContainerRun } from './container-run';
import { outputTo } from './log-target';

/** Fargate's default for how long dependent containers wait for one that was started (`startTimeout`). */
const START_TIMEOUT_SECONDS = 180;

export interface ContainerGroupOptions {
  readonly task: TaskRecord;
  readonly sandbox: TaskSandbox;
  readonly specs: ReadonlyMap<string, ContainerSpec>;
  readonly cloud: Pick<EcsOptions, 'clock' | 'logs' | 'log'>;
  /** Called after a container started, ended, changed its health, or turned out never to start. */
  readonly onChange: () => void;
}

/** The containers of one task: started in the order of their dependencies, stopped in the reverse. */
export class ContainerGroup {
  private readonly runs = new Map<string, ContainerRun>();
  private readonly cancelTimers: (() => void)[] = [];
  private stopping = false;

  constructor(private readonly options: ContainerGroupOptions) {}

  /** Whether no container waits any more: all have been started, or will never be. */
  get settled(): boolean {
    return this.options.task.containers.every((container) => container.state !== 'PENDING');
  }

  /** Starts every container whose dependencies allow it now. */
  startReady(): void {
    if (this.stopping) return;
    const { containers } = this.options.task;
    const progress = new Map(containers.map((container) => [container.name, progressOf(container)]));
    for (const container of this.waiting()) {
      const next = readiness(orderedContainer(container), progress);
      if (next.kind === 'ready') this.startContainer(container);
      if (next.kind === 'never') {
        return this.giveUp([container], `dependency ${next.dependency} did not reach the condition ${next.condition}`);
      }
    }
  }

  /** Stops what runs, dependents first; resolves when every container has ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const cancel of this.cancelTimers) cancel();
    for (const wave of stopWaves(this.options.task.containers.map(orderedContainer))) {
      await Promise.all(wave.map(async (name) => this.runs.get(name)?.stop()));
    }
  }

  private waiting(): ContainerRecord[] {
    return this.options.task.containers.filter(({ state, name }) => state === 'PENDING' && !this.runs.has(name));
  }

  private startContainer(container: ContainerRecord): void {
    const { task, sandbox, specs, cloud, onChange } = this.options;
    const spec = specs.get(container.name);
    if (spec === undefined) return;
    const onOutput = outputTo(container.definition, task.id, cloud);
    const run = new ContainerRun({ container, sandbox, spec, clock: cloud.clock, onOutput, onChange });
    this.runs.set(container.name, run);
    void run.start();
    this.watchStartTimeout(container);
  }

  /** After `startTimeout` those that still wait for this container give up. */
  private watchStartTimeout(container: ContainerRecord): void {
    const dependsOnIt = ({ definition }: ContainerRecord) =>
      definition.dependsOn?.some(({ containerName }) => containerName === container.name) === true;
    if (!this.options.task.containers.some(dependsOnIt)) return;
    const seconds = container.definition.startTimeout ?? START_TIMEOUT_SECONDS;
    this.cancelTimers.push(
      this.options.cloud.clock.after(seconds * 1000, () => {
        const waiters = this.waiting().filter(dependsOnIt);
        if (waiters.length > 0)
          this.giveUp(waiters, `dependency ${container.name} was not ready within ${seconds} seconds`);
      }),
    );
  }

  private giveUp(containers: readonly ContainerRecord[], reason: string): void {
    for (const container of containers) Object.assign(container, { state: 'STOPPED', reason });
    this.options.onChange();
  }
}

function progressOf(container: ContainerRecord): ContainerProgress {
  return { state: container.state, health: container.health, exitCode: container.exitCode };
}

function orderedContainer({ name, definition }: ContainerRecord): OrderedContainer {
  return {
    name,
    dependsOn: (definition.dependsOn ?? []).map((dependency) => ({
      containerName: dependency.containerName ?? '',
      condition: dependency.condition ?? 'START',
    })),
  };
}
