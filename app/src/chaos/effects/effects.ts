import type { FaultOf, NetworkFault } from '../fault';

/** Ends an effect; what it took is free again. */
export type EndEffect = () => void;

/** One that somebody else brings about, who may refuse it. */
export interface NetworkEffect {
  /** Rejects with a sentence when it does not begin. */
  readonly begun: Promise<void>;
  readonly end: EndEffect;
}

/** What faults do to the process itself. */
export interface Effects {
  burnCpu(fault: Pick<FaultOf<'cpu'>, 'share'>): EndEffect;
  leakMemory(fault: Pick<FaultOf<'memory'>, 'mbPerSecond' | 'maxMb'>): EndEffect;
  blockEventLoop(fault: Pick<FaultOf<'event_loop'>, 'blockMs' | 'everyMs'>): EndEffect;
  disturbNetwork(fault: NetworkFault): NetworkEffect;
  /** Why such a fault cannot begin now, as a sentence. */
  networkProblem(fault: NetworkFault): string | undefined;
}
