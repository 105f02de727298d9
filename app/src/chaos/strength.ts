import type { Fault } from './fault';

/** How strong a fault is, as the metric and the log show it, in the unit of its type (docs/faults.md). */
export function strengthOf(fault: Fault): number {
  // A delay has a ratio too, but its strength is its time.
  if ('ms' in fault) return fault.ms;
  if (fault.type === 'network-latency') return fault.delayMs;
  if (fault.type === 'bandwidth') return fault.bytesPerSecond;
  if ('ratio' in fault) return fault.ratio;
  if (fault.type === 'cpu') return fault.share;
  if (fault.type === 'memory') return fault.mbPerSecond;
  if (fault.type === 'event_loop') return fault.blockMs / fault.everyMs;
  return 1;
}
