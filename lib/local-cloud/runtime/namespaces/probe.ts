import { execFile } from 'node:child_process';
import type { Tools } from './protocol';
import { findTools } from './tools';

/** Whether this machine can give every task its own network namespace without root, and if not, why. */
export type Probe =
  { readonly usable: true; readonly tools: Tools } | { readonly usable: false; readonly reason: string };

const PROBE_TIMEOUT_MS = 10_000;

/** Tries what the network will do, in namespaces that end with the attempt. `path` is PATH. */
export async function probeNamespaces(path: string): Promise<Probe> {
  if (process.platform !== 'linux') return { usable: false, reason: `${process.platform} has no network namespaces` };
  const tools = await findTools(path);
  if ('missing' in tools) return { usable: false, reason: tools.missing };
  const refusal = await attempt(tools);
  return refusal === undefined ? { usable: true, tools } : { usable: false, reason: explainRefusal(refusal) };
}

/** What the first step that failed said; nothing when all worked. */
function attempt({ unshare, ip, sh }: Tools): Promise<string | undefined> {
  const commands = [
    'link add bridge type bridge',
    'link add eth0 type veth peer name task0',
    'link set task0 master bridge',
  ];
  const script = `printf '%s\\n' ${commands.map((command) => `'${command}'`).join(' ')} | "$0" -batch -`;
  const argv = ['-Urnmpf', '--mount-proc', '--kill-child', sh, '-c', script, ip];
  return new Promise((resolve) => {
    execFile(unshare, argv, { timeout: PROBE_TIMEOUT_MS, env: {} }, (error, _stdout, stderr) => {
      resolve(error === null ? undefined : stderr.trim() || error.message);
    });
  });
}

/** A sentence about why the kernel did not let us, with the likely remedy. */
export function explainRefusal(said: string): string {
  const first = said.split('\n')[0] ?? said;
  if (/unshare failed: (No space left|Resource temporarily)/.test(said)) {
    return `the kernel allows no more user namespaces (${first}): see /proc/sys/user/max_user_namespaces`;
  }
  if (/mount \/proc/.test(said))
    return `/proc cannot be mounted in a namespace (${first}): a container hides parts of it`;
  if (/uid_map|unshare failed|Operation not permitted|Permission denied/.test(said)) {
    return `the kernel refuses rootless namespaces (${first}): a container, AppArmor or a sysctl forbids them; on Ubuntu, sysctl kernel.apparmor_restrict_unprivileged_userns=0 allows them`;
  }
  return `a network namespace cannot be set up (${first})`;
}
