import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tools } from '../protocol';
import { RESOLVER_ADDRESS, TASK_ENDPOINT_ADDRESS } from '../protocol';
import { macAddressOf } from './mac-address';
import { runTool } from './run-tool';

/** Turns the fresh namespaces into the machine that tasks see: their own /etc files, a bridge, a folder for handles. */
export async function setUpMachine(tools: Tools, directory: string): Promise<{ readonly namespaces: string }> {
  await runTool(tools.mount, ['-t', 'tmpfs', '-o', 'mode=700', 'sre-lab', directory]);
  const namespaces = join(directory, 'netns');
  await Promise.all([mkdir(namespaces), replaceEtcFiles(tools, directory), hideNameCache(tools), makeBridge(tools)]);
  return { namespaces };
}

/**
 * The bridge is also the router's own leg: its address serves DNS and is what tasks see as client of the host. It has a MAC address
 * of its own: without one, the kernel gives it the lowest of its ports', which changes when a task comes or goes, and the others
 * would send to the old one for up to a minute, as long as they remember it.
 */
async function makeBridge(tools: Tools): Promise<void> {
  const commands = [
    'link set lo up',
    `link add bridge address ${macAddressOf(RESOLVER_ADDRESS)} type bridge`,
    `address add ${RESOLVER_ADDRESS}/32 dev bridge`,
    `address add ${TASK_ENDPOINT_ADDRESS}/32 dev bridge`,
    'link set bridge up',
  ];
  await runTool(tools.ip, ['-batch', '-'], commands.join('\n'));
}

/**
 * Name resolution must lead to the lab's DNS and nowhere else: the host's resolv.conf names another server, its
 * nsswitch.conf may ask systemd-resolved or avahi through a socket, and its hosts file may know a name of the lab.
 */
async function replaceEtcFiles(tools: Tools, directory: string): Promise<void> {
  await mkdir(join(directory, 'etc'));
  const files: Record<string, string> = {
    // "search .": without it glibc searches the domain of the host's own name.
    'resolv.conf': `search .\nnameserver ${RESOLVER_ADDRESS}\noptions timeout:2 attempts:2\n`,
    hosts: '127.0.0.1 localhost\n::1 localhost ip6-localhost\n',
    'nsswitch.conf': withDnsOnly(await readFile('/etc/nsswitch.conf', 'utf8').catch(() => '')),
  };
  await Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      // A file that is a symlink (to /run/systemd/resolve, say) is replaced where it leads.
      const target = await realpath(`/etc/${name}`).catch(() => undefined);
      if (target === undefined && name === 'resolv.conf')
        throw new Error('/etc/resolv.conf is missing: an empty file is enough');
      if (target === undefined) return;
      const source = join(directory, 'etc', name);
      await writeFile(source, content);
      await runTool(tools.mount, ['--bind', source, target]);
    }),
  );
}

/** A running nscd answers from the host's view through its socket, whatever the files say. */
async function hideNameCache(tools: Tools): Promise<void> {
  const folder = await realpath('/run/nscd').catch(() => undefined);
  if (folder !== undefined) await runTool(tools.mount, ['-t', 'tmpfs', 'sre-lab', folder]);
}

/** The host's own nsswitch.conf with host names looked up in /etc/hosts and by DNS only. */
function withDnsOnly(nsswitch: string): string {
  const others = nsswitch.split('\n').filter((line) => !/^\s*hosts\s*:/.test(line));
  return [...others, 'hosts: files dns', ''].join('\n');
}
