import type { Clock } from '../../../kernel/clock';
import { StartFailure, type ContainerSpec, type RunningContainer, type TaskSandbox } from '../../../runtime/runtime';
import {
  afterProbe,
  healthCheckRule,
  pauseBeforeProbe,
  restartPolicyOf,
  restarts,
  unprobed,
  type HealthState,
} from '../../../scheduler';
import type { ContainerRecord } from '../state';
import { probeCommand } from './probe-command';

export interface ContainerRunOptions {
  readonly container: ContainerRecord;
  readonly sandbox: TaskSandbox;
  readonly spec: ContainerSpec;
  readonly clock: Clock;
  readonly onOutput: (line: string) => void;
  /** Called after every change of the record. */
  readonly onChange: () => void;
}

/** One container from its start to its end: exits, restarts by its policy, health probes. Writes into its record. */
export class ContainerRun {
  private readonly options: ContainerRunOptions;
  private running: Promise<RunningContainer> | undefined;
  private probing: { cancel: () => void } | undefined;
  private stopping = false;

  constructor(options: ContainerRunOptions) {
    this.options = options;
  }

  /** Starts the container; a failure to start ends in the record, never in a rejection. */
  async start(): Promise<void> {
    const { container, sandbox, spec, clock, onOutput, onChange } = this.options;
    this.running = sandbox.start(spec, onOutput);
    try {
      const running = await this.running;
      Object.assign(container, {
        state: 'RUNNING',
        startedAt: clock.now(),
        runtimeId: running.runtimeId,
        health: 'UNKNOWN',
        exitCode: undefined,
        reason: undefined,
      });
      void this.follow(running);
      this.probeLater(running, unprobed(clock.now()));
    } catch (error) {
      Object.assign(container, { state: 'STOPPED', reason: startFailureText(error) });
    }
    onChange();
  }

  /** Stops the container and waits for its end; fine for one that is not running. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.probing?.cancel();
    try {
      await (await this.running)?.stop();
    } catch {
      // It never started: the record says so already.
    }
  }

  private async follow(running: RunningContainer): Promise<void> {
    const { container, clock, onChange } = this.options;
    const exit = await running.exited.catch((error: unknown) => ({ exitCode: 255, reason: startFailureText(error) }));
    this.probing?.cancel();
    const ranFor = clock.now() - (container.startedAt ?? clock.now());
    const policy = restartPolicyOf(container.definition.restartPolicy);
    if (!this.stopping && restarts(policy, exit.exitCode, ranFor)) return this.start();
    Object.assign(container, { state: 'STOPPED', exitCode: exit.exitCode, reason: exit.reason });
    onChange();
  }

  private probeLater(running: RunningContainer, state: HealthState): void {
    const { container, clock } = this.options;
    if (container.definition.healthCheck === undefined || this.stopping || container.state !== 'RUNNING') return;
    const rule = healthCheckRule(container.definition.healthCheck);
    const cancel = clock.after(pauseBeforeProbe(state, rule, clock.now()), () => void this.probe(running, state));
    this.probing = { cancel };
  }

  private async probe(running: RunningContainer, state: HealthState): Promise<void> {
    const { container, clock, onChange } = this.options;
    const rule = healthCheckRule(container.definition.healthCheck ?? {});
    const command = probeCommand(container.definition.healthCheck?.command ?? []);
    const passed = await running.exec(command, rule.timeout).then(
      (result) => result.exitCode === 0 && !result.timedOut,
      () => false,
    );
    if (this.stopping || container.state !== 'RUNNING' || container.runtimeId !== running.runtimeId) return;
    const next = afterProbe(state, rule, passed, clock.now());
    const changed = next.status !== container.health;
    container.health = next.status;
    this.probeLater(running, next);
    if (changed) onChange();
  }
}

/** A failure as ECS writes it: `CannotPullContainerError: …`. */
export function startFailureText(error: unknown): string {
  if (!(error instanceof StartFailure)) return `ResourceInitializationError: ${messageOf(error)}`;
  return error.message.startsWith(error.code) ? error.message : `${error.code}: ${error.message}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
