import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Tools } from '../protocol';
import { RESOLVER_ADDRESS } from '../protocol';
import { macAddressOf } from './mac-address';
import { runTool } from './run-tool';

export interface TaskNetwork {
  readonly address: string;
  /** The namespace's handle: a file for `nsenter --net`. */
  readonly handle: string;
  /** The namespace's inode: what /proc/<pid>/ns/net of its processes has. */
  readonly namespace: number;
  /** Never rejects. */
  remove(): Promise<void>;
}

export interface TaskNetworkOptions {
  readonly tools: Tools;
  /** Folder for the handles. */
  readonly namespaces: string;
  /** Unique while the agent runs. */
  readonly number: number;
  /** The task's IPv4: any private one, the address itself is the whole network. */
  readonly address: string;
}

/**
 * Makes a network namespace that is joined to the bridge. The task's only route leads to the link itself, so that
 * every address is a neighbour and no CIDR of a VPC has to be known here.
 */
export async function addTaskNetwork({ tools, namespaces, number, address }: TaskNetworkOptions): Promise<TaskNetwork> {
  const handle = join(namespaces, String(number));
  const link = `task${number}`;
  // The peer goes to the namespace of process 1: the agent's, where the bridge is.
  const inside = [
    'link set lo up',
    `link add eth0 address ${macAddressOf(address)} type veth peer name ${link} netns 1`,
    `address add ${address}/32 dev eth0`,
    'link set eth0 up',
    'route add default dev eth0',
  ];
  const outside = [`link set ${link} master bridge up`, `route add ${address}/32 dev bridge src ${RESOLVER_ADDRESS}`];
  // Without the link and the handle nothing holds the namespace: the kernel takes it down.
  const undo = [`route del ${address}/32 dev bridge`, `link del ${link}`];
  const remove = async () => {
    await runTool(tools.ip, ['-force', '-batch', '-'], undo.join('\n')).catch(() => undefined);
    await runTool(tools.umount, [handle]).catch(() => undefined);
  };
  await writeFile(handle, '');
  try {
    await runTool(tools.unshare, [`--net=${handle}`, tools.sh, '-c', INSIDE, tools.ip], inside.join('\n'));
    await runTool(tools.ip, ['-batch', '-'], outside.join('\n'));
    await untilForwarding(tools, link);
    return { address, handle, namespace: (await stat(handle)).ino, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * The kernel opens the bridge's port a moment after the link is up. What is sent before is lost, and the task's first
 * name look-up would wait a second for the repetition.
 */
async function untilForwarding({ ip }: Tools, link: string): Promise<void> {
  for (let attempt = 1; attempt <= FORWARDING_ATTEMPTS; attempt++) {
    const state = await runTool(ip, ['-details', '-oneline', 'link', 'show', 'dev', link]);
    if (state.includes(' state forwarding ')) return;
    await setTimeout(FORWARDING_PAUSE_MS);
  }
  throw new Error(`the bridge does not forward to ${link}`);
}

const FORWARDING_ATTEMPTS = 500;
const FORWARDING_PAUSE_MS = 5;

/** Ports below 1024 need no privilege in a task, as in Docker: its processes have none. */
const INSIDE = 'echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start; exec "$0" -batch -';
