import type { Fault, FaultType } from './fault';
import { MAX_FAULTS, MAX_TOTAL_CPU_SHARE, MAX_TOTAL_LEAK_MB } from './limits';

/** Why these faults cannot be there at the same time, as a sentence; `undefined` when they can. */
export function totalsProblem(faults: readonly Fault[]): string | undefined {
  if (faults.length > MAX_FAULTS) {
    return `there can be at most ${MAX_FAULTS} faults at a time, these would make ${faults.length}: remove some first`;
  }
  const share = sum(faults.map((fault) => (fault.type === 'cpu' ? fault.share : 0)));
  if (share > MAX_TOTAL_CPU_SHARE) {
    return `all cpu faults together can burn at most ${MAX_TOTAL_CPU_SHARE} cores, these would burn ${share}`;
  }
  const mb = sum(faults.map((fault) => (fault.type === 'memory' ? fault.maxMb : 0)));
  if (mb > MAX_TOTAL_LEAK_MB) {
    return `all memory faults together can take at most ${MAX_TOTAL_LEAK_MB} MB, these would take ${mb}`;
  }
  const shapes = faults.map(({ type }) => type).filter((type) => SHAPING.has(type));
  if (shapes.length > 1) {
    return `ECS has one network-latency or network-loss fault of a task at a time, these would be ${shapes.join(' and ')}: remove one first`;
  }
  if (faults.filter(({ type }) => type === 'network-partition').length > 1) {
    return 'there can be one network-partition fault at a time: remove the other one first';
  }
  return undefined;
}

const SHAPING: ReadonlySet<FaultType> = new Set<FaultType>(['network-latency', 'network-loss']);

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
