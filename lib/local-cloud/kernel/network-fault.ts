/** What a task's network can suffer, in the terms of ECS's fault injection endpoints. */
export type NetworkFault = NetworkLatency | NetworkPacketLoss | NetworkBlackholePort;

/** What leaves the task is late. */
export interface NetworkLatency extends Peers {
  readonly kind: 'network-latency';
  readonly delayMilliseconds: number;
  /** The delay is uniform in ± this. */
  readonly jitterMilliseconds: number;
}

/** A share of the packets that leave the task is lost. */
export interface NetworkPacketLoss extends Peers {
  readonly kind: 'network-packet-loss';
  /** 1 to 100 */
  readonly lossPercent: number;
}

/** Nothing gets to a port of the task (ingress), or from the task to a port of others (egress). */
export interface NetworkBlackholePort {
  readonly kind: 'network-blackhole-port';
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly trafficType: 'ingress' | 'egress';
  /** Destinations that it does not concern: also for ingress, as in ECS's agent. */
  readonly sourcesToFilter: readonly string[];
}

/** IP addresses and CIDR blocks of whom the task talks to. */
interface Peers {
  readonly sources: readonly string[];
  /** Is stronger than `sources`. */
  readonly sourcesToFilter: readonly string[];
}

/** What tells faults of one task apart: of those with the same key one can run at a time. ECS shapes traffic once. */
export function slotOf(fault: NetworkFault): string {
  return fault.kind === 'network-blackhole-port'
    ? `${fault.trafficType}-${fault.protocol}-${fault.port}`
    : 'traffic-shape';
}
