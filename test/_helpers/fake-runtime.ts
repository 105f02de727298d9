import { taskId } from '../../lib/local-cloud/kernel/ids';
import type { NetworkFault } from '../../lib/local-cloud/kernel/network-fault';
import {
  StartFailure,
  type ContainerExit,
  type ContainerSpec,
  type ExecResult,
  type RunningContainer,
  type Runtime,
  type TaskSandbox,
} from '../../lib/local-cloud/runtime/runtime';

/** What a scripted image does; everything not said is what a well-behaved server does. */
export interface Script {
  /** The image cannot be pulled. */
  readonly pullFails?: string;
  /** The container cannot be started. */
  readonly startFails?: string;
  /** Exits by itself right after its start. */
  readonly exitsAtOnce?: number;
  /** Ignores SIGTERM: `stop()` ends only when the test calls `kill`. */
  readonly ignoresStop?: boolean;
  /** Results of its health checks: the last one repeats. @default healthy */
  readonly health?: readonly boolean[];
  /** Printed at its start. */
  readonly prints?: readonly string[];
}

/** One container that the fake runtime started. */
export interface FakeContainer {
  readonly taskId: string;
  readonly spec: ContainerSpec;
  readonly probes: string[][];
  running: boolean;
  /** Ends it from outside, as a crash or `/kill` does. */
  kill(exitCode?: number, reason?: string): void;
}

export interface FakeRuntime extends Runtime {
  /** Everything that was started, in order. */
  readonly started: FakeContainer[];
  /** Names of the containers that have ended, in order. */
  readonly ended: string[];
  /** By task id. */
  readonly sandboxes: ReadonlyMap<string, FakeSandbox>;
  /** Sets what an image does from now on, by its reference or a part of it. */
  script(image: string, script: Script): void;
  /** The containers that run now. */
  running(name?: string): FakeContainer[];
}

export interface FakeSandbox {
  /** Whether `localhost` leads to it. */
  reachable: boolean;
  /** What its network suffers. */
  readonly faults: NetworkFault[];
}

/** A runtime without processes: containers do what their scripts say. */
export function createFakeRuntime(): FakeRuntime {
  const scripts = new Map<string, Script>();
  const started: FakeContainer[] = [];
  const ended: string[] = [];
  const sandboxes = new Map<string, FakeSandbox>();
  const scriptOf = (image: string) => [...scripts].findLast(([part]) => image.includes(part))?.[1] ?? {};
  return {
    started,
    ended,
    sandboxes,
    script: (image, script) => void scripts.set(image, script),
    running: (name) => started.filter((each) => each.running && (name === undefined || each.spec.name === name)),
    async pull(image) {
      const { pullFails } = scriptOf(image);
      if (pullFails !== undefined) throw new StartFailure('CannotPullContainerError', pullFails);
    },
    createSandbox(task) {
      const sandbox: FakeSandbox = { reachable: false, faults: [] };
      sandboxes.set(task.id, sandbox);
      return Promise.resolve(
        fakeSandbox(task.id, sandbox, { started, ended }, scriptOf, () => sandboxes.delete(task.id)),
      );
    },
    async close() {
      for (const container of started) container.kill(137);
    },
  };
}

function fakeSandbox(
  id: string,
  sandbox: FakeSandbox,
  { started, ended }: Pick<FakeRuntime, 'started' | 'ended'>,
  scriptOf: (image: string) => Script,
  onClose: () => void,
): TaskSandbox {
  return {
    async start(spec, onOutput) {
      const script = scriptOf(spec.image);
      if (script.startFails !== undefined) throw new StartFailure('CannotStartContainerError', script.startFails);
      const { container, running } = fakeContainer(id, spec, script, () => ended.push(spec.name));
      started.push(container);
      for (const line of script.prints ?? []) onOutput(line);
      if (script.exitsAtOnce !== undefined) container.kill(script.exitsAtOnce);
      return running;
    },
    setReachable: (open) => void (sandbox.reachable = open),
    async startFault(fault) {
      sandbox.faults.push(fault);
    },
    async stopFault(fault) {
      sandbox.faults.splice(sandbox.faults.indexOf(fault), 1);
    },
    async close() {
      for (const container of started.filter((each) => each.taskId === id)) container.kill(137);
      onClose();
    },
  };
}

function fakeContainer(
  id: string,
  spec: ContainerSpec,
  script: Script,
  onEnd: () => void,
): { container: FakeContainer; running: RunningContainer } {
  const { promise: exited, resolve: exit } = deferred<ContainerExit>();
  const container: FakeContainer = {
    taskId: id,
    spec,
    probes: [],
    running: true,
    kill(exitCode = 1, reason) {
      if (!container.running) return;
      container.running = false;
      onEnd();
      exit({ exitCode, ...(reason === undefined ? {} : { reason }) });
    },
  };
  const running: RunningContainer = {
    runtimeId: `${id}-${taskId().slice(0, 10)}`,
    exited,
    stop() {
      if (script.ignoresStop !== true) container.kill(0);
      return exited;
    },
    async exec(command): Promise<ExecResult> {
      const results = script.health ?? [true];
      const passed = results[Math.min(container.probes.length, results.length - 1)] === true;
      container.probes.push([...command]);
      return { exitCode: passed ? 0 : 1, output: '', timedOut: false };
    },
  };
  return { container, running };
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  const waiting: ((value: T) => void)[] = [];
  const promise = new Promise<T>((resolve) => {
    waiting.push(resolve);
  });
  return { promise, resolve: (value) => waiting.forEach((resolve) => resolve(value)) };
}
