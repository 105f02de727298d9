import type { NetworkBlackholePort, NetworkLatency, NetworkPacketLoss } from '../../../../kernel/network-fault';
import { TASK_ENDPOINT_ADDRESS } from '../../protocol';

/** What iptables-restore reads: to begin something, to let it fade, and to leave nothing of it. */
export interface Rules {
  readonly begin: string;
  /** They are there still, and match nothing new. */
  readonly fade: string;
  readonly end: string;
}

/** A chain of our own, and where it is entered. */
interface Chain {
  readonly table: 'filter' | 'nat';
  readonly name: string;
  /** `INPUT`, with what has to match. */
  readonly from: string;
  readonly rules: readonly string[];
}

/** Drops what comes for a port, or goes to one. The chain is named as ECS's agent names it. */
export function blackholeRules({ port, protocol, trafficType, sourcesToFilter }: NetworkBlackholePort): Rules {
  const match = `-p ${protocol} --dport ${port}`;
  const spared = trafficType === 'egress' ? [TASK_ENDPOINT_ADDRESS, ...sourcesToFilter] : sourcesToFilter;
  return rulesOf([
    {
      table: 'filter',
      name: `${trafficType}-${protocol}-${port}`,
      from: trafficType === 'egress' ? 'OUTPUT' : 'INPUT',
      rules: [...ipv4(spared).map((address) => `${match} -d ${address} -j RETURN`), `${match} -j DROP`],
    },
  ]);
}

/** Loses packets on their way out, each by chance. */
export function packetLossRules({ lossPercent, sources, sourcesToFilter }: NetworkPacketLoss): Rules {
  const chance = `-m statistic --mode random --probability ${lossPercent / 100}`;
  return rulesOf([
    {
      table: 'filter',
      name: 'packet-loss',
      from: `OUTPUT -o ${LINK}`,
      rules: [
        ...ipv4([TASK_ENDPOINT_ADDRESS, ...sourcesToFilter]).map((address) => `-d ${address} -j RETURN`),
        ...ipv4(sources).map((address) => `-d ${address} ${chance} -j DROP`),
      ],
    },
  ]);
}

/**
 * Leads new connections to the proxies that delay them. One that was there before cannot be led anywhere: its next
 * request is answered with a reset, and the client opens a new one.
 * @param proxies where the connections to each of the task's ports go
 */
export function redirectRules(
  { sources, sourcesToFilter }: Pick<NetworkLatency, 'sources' | 'sourcesToFilter'>,
  proxies: ReadonlyMap<number, number>,
): Rules {
  const spared = ipv4(sourcesToFilter).map((address) => `-s ${address} -j RETURN`);
  const each = (rule: (address: string, port: number, proxy: number) => string) =>
    [...proxies].flatMap(([port, proxy]) => ipv4(sources).map((address) => rule(address, port, proxy)));
  return rulesOf([
    {
      table: 'nat',
      name: 'latency-redirect',
      from: `PREROUTING -i ${LINK} -p tcp`,
      rules: [
        ...spared,
        ...each((address, port, proxy) => `-s ${address} -p tcp --dport ${port} -j REDIRECT --to-ports ${proxy}`),
      ],
    },
    {
      table: 'filter',
      name: 'latency-reset',
      from: `INPUT -i ${LINK} -p tcp`,
      rules: [
        ...spared,
        ...each(
          (address, port) =>
            `-s ${address} -p tcp --dport ${port} -m length --length ${SMALLEST_REQUEST}:65535 -j REJECT --reject-with tcp-reset`,
        ),
      ],
    },
  ]);
}

/** The task's only link. */
export const LINK = 'eth0';

/** Bytes of an IP packet that asks for something; below are those that only acknowledge, also a refused connection's. */
const SMALLEST_REQUEST = 82;

/** iptables knows no other addresses, and the tasks have none. */
export function ipv4(addresses: readonly string[]): string[] {
  return addresses.filter((address) => !address.includes(':'));
}

function rulesOf(chains: readonly Chain[]): Rules {
  return {
    begin: restoreText(chains, ({ name, from, rules }) => [
      `:${name} - [0:0]`,
      ...rules.map((rule) => `-A ${name} ${rule}`),
      `-I ${from} -j ${name}`,
    ]),
    fade: restoreText(chains, ({ name }) => [`-I ${name} -j RETURN`]),
    end: restoreText(chains, ({ name, from }) => [`-D ${from} -j ${name}`, `-F ${name}`, `-X ${name}`]),
  };
}

function restoreText(chains: readonly Chain[], lines: (chain: Chain) => readonly string[]): string {
  return chains.flatMap((chain) => [`*${chain.table}`, ...lines(chain), 'COMMIT', '']).join('\n');
}
