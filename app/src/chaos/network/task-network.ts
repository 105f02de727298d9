import type { Logger } from '../../log';
import type { NetworkFault } from '../fault';
import type { Timers } from '../timers';
import type { AgentFault, EcsAgent } from './ecs-agent';

export interface TaskNetworkDeps {
  /** Absent where nothing gave the task an ECS_AGENT_URI. */
  readonly agent: EcsAgent | undefined;
  /** The service's own. */
  readonly port: number;
  readonly timers: Timers;
  readonly logger: Pick<Logger, 'error' | 'info'>;
}

/** The agent takes the same request once in five seconds; our clocks need not agree to the millisecond. */
const PAUSE_MS = 5_100;

const ALL_ADDRESSES = ['0.0.0.0/0'];
/** Where the container's own health check asks: it goes on, as with a network that is broken further away. */
const THIS_TASK = ['127.0.0.1'];

/**
 * What ECS's agent does to this task's network on our behalf. One request at a time, in the order in which they were
 * asked for; what began is ended, however often that has to be asked for.
 */
export class TaskNetwork {
  private last: Promise<unknown> = Promise.resolve();
  private readonly startedAt = new Map<AgentFault, number>();
  private endings = 0;

  constructor(private readonly deps: TaskNetworkDeps) {}

  /** Why this fault cannot begin now, as a sentence. */
  problem({ type }: NetworkFault): string | undefined {
    const { agent, timers } = this.deps;
    if (agent === undefined) {
      return (
        `a ${type} fault needs ECS's agent, and this task has no ECS_AGENT_URI: it is there on Fargate, and on a laptop ` +
        'whose lab gives each task a network of its own ("npx lab doctor" tells)'
      );
    }
    if (this.endings > 0) return 'the last fault of the network is still being ended: try again in a few seconds';
    const wait = (this.startedAt.get(AGENT_FAULTS[type]) ?? -Infinity) + PAUSE_MS - timers.now();
    if (wait <= 0) return undefined;
    return `ECS's agent begins a ${type} fault at most once in 5 seconds: try again in ${Math.ceil(wait / 1000)} s`;
  }

  /** Rejects with a sentence when the agent refuses or does not answer; then it is over already. */
  begin(fault: NetworkFault): Promise<void> {
    const kind = AGENT_FAULTS[fault.type];
    this.startedAt.set(kind, this.deps.timers.now());
    return this.inTurn(async () => {
      const answer = await this.ask(kind, 'start', this.bodyOf(fault));
      if (answer.status === 200) return;
      throw new Error(`ECS's agent refuses the ${fault.type} fault: ${answer.error ?? `it answered ${answer.status}`}`);
    });
  }

  /** Resolves when it is over. */
  end(fault: NetworkFault): Promise<void> {
    this.endings += 1;
    return this.inTurn(() => this.stop(AGENT_FAULTS[fault.type], this.bodyOf(fault))).finally(
      () => (this.endings -= 1),
    );
  }

  /** Ends what an earlier process of the same task began and could not end. */
  endLeftovers(): Promise<void> {
    if (this.deps.agent === undefined) return Promise.resolve();
    return this.inTurn(async () => {
      const bodies = { 'network-latency': {}, 'network-packet-loss': {}, 'network-blackhole-port': this.portBody() };
      for (const kind of Object.values(AGENT_FAULTS)) {
        const { said } = await this.ask(kind, 'status', bodies[kind]).catch(() => ({ said: undefined }));
        if (said !== 'running') continue;
        this.deps.logger.info({ fault: kind }, 'ending a fault of the network that an earlier process left');
        await this.stop(kind, bodies[kind]);
      }
    });
  }

  /** Resolves when nothing is to be asked any more. */
  async settled(): Promise<void> {
    await this.last;
  }

  private async stop(kind: AgentFault, body: object): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const problem = await this.ask(kind, 'stop', body).then(
        ({ status, error }) => (status === 200 ? undefined : (error ?? `it answered ${status}`)),
        (error: unknown) => String(error),
      );
      if (problem === undefined) return;
      if (attempt === 1) this.deps.logger.error({ fault: kind, problem }, 'a fault of the network did not end yet');
      await new Promise<void>((resolve) => void this.deps.timers.after(PAUSE_MS, resolve));
    }
  }

  private async ask(kind: AgentFault, operation: 'start' | 'stop' | 'status', body: object) {
    if (this.deps.agent === undefined) throw new Error("there is no agent of ECS's");
    return this.deps.agent.ask(kind, operation, body);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private bodyOf(fault: NetworkFault): object {
    if (fault.type === 'network-latency') {
      const { delayMs, jitterMs } = fault;
      return { DelayMilliseconds: delayMs, JitterMilliseconds: jitterMs, Sources: ALL_ADDRESSES };
    }
    if (fault.type === 'network-loss') {
      return { LossPercent: Math.round(fault.ratio * 100), Sources: ALL_ADDRESSES };
    }
    return this.portBody();
  }

  private portBody(): object {
    return { Port: this.deps.port, Protocol: 'tcp', TrafficType: 'ingress', SourcesToFilter: THIS_TASK };
  }
}

const AGENT_FAULTS = {
  'network-latency': 'network-latency',
  'network-loss': 'network-packet-loss',
  'network-partition': 'network-blackhole-port',
} as const satisfies Readonly<Record<NetworkFault['type'], AgentFault>>;
