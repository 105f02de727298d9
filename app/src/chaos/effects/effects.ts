import type { FaultOf } from '../fault';

/** Ends an effect; what it took is free again. */
export type EndEffect = () => void;

/** What faults do to the process itself. */
export interface Effects {
  burnCpu(fault: Pick<FaultOf<'cpu'>, 'share'>): EndEffect;
  leakMemory(fault: Pick<FaultOf<'memory'>, 'mbPerSecond' | 'maxMb'>): EndEffect;
  blockEventLoop(fault: Pick<FaultOf<'event_loop'>, 'blockMs' | 'everyMs'>): EndEffect;
}
