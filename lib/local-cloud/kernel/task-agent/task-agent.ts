import { randomInt } from 'node:crypto';
import { messageOf } from '../../../model/errors';
import { slotOf, type NetworkFault } from '../network-fault';
import { BadFaultRequest, FAULT_KINDS, readFault, type FaultKind } from './fault-requests';

/** What a task lets be done to its network; both reject with a sentence when this machine cannot. */
export interface FaultyNetwork {
  startFault(fault: NetworkFault): Promise<void>;
  stopFault(fault: NetworkFault): Promise<void>;
}

export interface AgentTask {
  readonly id: string;
  readonly arn: string;
  /** `enableFaultInjection` of its definition. */
  readonly faultInjection: boolean;
  readonly network: FaultyNetwork;
}

export interface AgentAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * The endpoint of ECS's agent, as far as it injects faults into a task's network (Amazon ECS documentation, "fault
 * injection endpoints"; wording and order of checks from the agent's source, github.com/aws/amazon-ecs-agent).
 */
export interface TaskAgent {
  /** The path of one container: `/api/<id>`, which follows `http://169.254.170.2` in its ECS_AGENT_URI. */
  open(task: AgentTask): string;
  /** @returns undefined when the path is none of the agent's */
  answer(method: string, path: string, body: () => Promise<string>): Promise<AgentAnswer | undefined>;
  /** The task's paths are of no use from now on; its faults went with its network. Twice is fine. */
  close(taskId: string): void;
}

/** Each path takes one request in five seconds, for each container. */
const PAUSE_MS = 5_000;

interface Container {
  readonly task: AgentTask;
  readonly faults: TaskFaults;
}

/** @param now milliseconds since the epoch */
export function createTaskAgent(now: () => number): TaskAgent {
  const containers = new Map<string, Container>();
  const lastRequests = new Map<string, number>();

  /** Forgets what is too old to matter, so that it does not grow. */
  function isTooSoon(path: string): boolean {
    for (const [known, at] of lastRequests) if (now() - at >= PAUSE_MS) lastRequests.delete(known);
    if (lastRequests.has(path)) return true;
    lastRequests.set(path, now());
    return false;
  }

  return {
    open(task) {
      const id = `${task.id}-${randomInt(1e9, 1e10)}`;
      const others = [...containers.values()].find((one) => one.task.id === task.id);
      containers.set(id, { task, faults: others?.faults ?? new TaskFaults(task.network) });
      return `/api/${id}`;
    },
    async answer(method, path, body) {
      const { id, kind, operation } = AGENT_PATH.exec(path)?.groups ?? {};
      if (id === undefined) return undefined;
      if (!isKind(kind) || !isOperation(operation)) return plain(404, '404 page not found\n');
      if (method !== 'POST') return plain(405, '');
      if (isTooSoon(path)) return plain(429, 'You have reached maximum request limit.');
      try {
        return await carryOut(kind, operation, { id, container: containers.get(id), text: await body() });
      } catch (error) {
        if (error instanceof BadFaultRequest) return failure(400, error.message);
        return failure(500, messageOf(error));
      }
    },
    close(taskId) {
      for (const [id, { task }] of containers) if (task.id === taskId) containers.delete(id);
    },
  };
}

const AGENT_PATH = /^\/api\/(?<id>[^/]+)\/(?:fault\/v1\/(?<kind>[\w-]+)\/(?<operation>\w+)$)?/;
const OPERATIONS = ['start', 'stop', 'status'] as const;
type Operation = (typeof OPERATIONS)[number];

async function carryOut(
  kind: FaultKind,
  operation: Operation,
  { id, container, text }: { id: string; container: Container | undefined; text: string },
): Promise<AgentAnswer> {
  // To end latency or loss nothing has to be said; a port has to be named always.
  const isNamed = operation === 'start' || kind === 'network-blackhole-port';
  const fault = isNamed ? readFault(kind, text) : undefined;
  if (container === undefined) return failure(404, `unable to get task metadata for container: ${id}`);
  const { task, faults } = container;
  if (!task.faultInjection) return failure(400, `enableFaultInjection is not enabled for task: ${task.arn}`);
  return faults.inTurn(async () => {
    const running = fault === undefined ? faults.ofKind(kind) : faults.inSlot(fault);
    if (operation === 'status') return success(running === undefined ? 'not-running' : 'running');
    if (operation === 'stop') {
      if (running !== undefined) await faults.stop(running);
      return success('stopped');
    }
    if (running !== undefined && running.kind !== 'network-blackhole-port') {
      return failure(409, `There is already one ${ALREADY[running.kind]} fault running`);
    }
    // The port is closed already: ECS's agent leaves it so and is content.
    if (running === undefined && fault !== undefined) await faults.start(fault);
    return success('running');
  });
}

const ALREADY = { 'network-latency': 'network latency', 'network-packet-loss': 'network packet loss' };

/** The faults of one task's network, which its containers share. */
class TaskFaults {
  private readonly running = new Map<string, NetworkFault>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly network: FaultyNetwork) {}

  /** One after the other: two requests at once must not both find nothing running. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  ofKind(kind: FaultKind): NetworkFault | undefined {
    return [...this.running.values()].find((fault) => fault.kind === kind);
  }

  inSlot(fault: NetworkFault): NetworkFault | undefined {
    return this.running.get(slotOf(fault));
  }

  async start(fault: NetworkFault): Promise<void> {
    await this.network.startFault(fault);
    this.running.set(slotOf(fault), fault);
  }

  async stop(fault: NetworkFault): Promise<void> {
    await this.network.stopFault(fault);
    this.running.delete(slotOf(fault));
  }
}

function isKind(word: string | undefined): word is FaultKind {
  return FAULT_KINDS.some((kind) => kind === word);
}

function isOperation(word: string | undefined): word is Operation {
  return OPERATIONS.some((operation) => operation === word);
}

function success(status: 'running' | 'not-running' | 'stopped'): AgentAnswer {
  return json(200, { Status: status });
}

function failure(status: number, sentence: string): AgentAnswer {
  return json(status, { Error: sentence });
}

function json(status: number, body: unknown): AgentAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}

function plain(status: number, body: string): AgentAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}
