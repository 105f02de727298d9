import type { NetworkLatency } from '../../../../kernel/network-fault';
import { TASK_ENDPOINT_ADDRESS } from '../../protocol';
import { ipv4, LINK } from './rules';

/** What tc reads: netem below a priority queue whose first band is for the peers that are delayed, as ECS's agent does it. */
export function latencyQueues({
  delayMilliseconds,
  jitterMilliseconds,
  sources,
  sourcesToFilter,
}: NetworkLatency): string {
  return [
    `qdisc add dev ${LINK} root handle 1: prio priomap ${Array(16).fill(2).join(' ')}`,
    `qdisc add dev ${LINK} parent 1:1 handle 10: netem delay ${delayMilliseconds}ms ${jitterMilliseconds}ms`,
    ...ipv4([TASK_ENDPOINT_ADDRESS, ...sourcesToFilter]).map((address) => filter(1, address, 3)),
    ...ipv4(sources).map((address) => filter(2, address, 1)),
  ].join('\n');
}

function filter(priority: number, address: string, band: number): string {
  return `filter add dev ${LINK} protocol all parent 1:0 prio ${priority} u32 match ip dst ${address} flowid 1:${band}`;
}

/** Ends whatever shapes the link; the bands and filters go with their queue. */
export const NO_QUEUES = `qdisc del dev ${LINK} root`;
