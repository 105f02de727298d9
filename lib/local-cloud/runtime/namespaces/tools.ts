import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ToolName, Tools } from './protocol';

/** The Debian package of each program that the network needs. */
const PACKAGES: Tools = {
  ip: 'iproute2',
  mount: 'mount',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  sh: 'dash',
  umount: 'mount',
  unshare: 'util-linux',
};
const NAMES = ['ip', 'mount', 'nsenter', 'setpriv', 'sh', 'umount', 'unshare'] as const;

/** Where an ordinary user's PATH often does not lead. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'];

/** Finds the programs on PATH, or says in a sentence which one is missing. */
export async function findTools(path: string): Promise<Tools | { readonly missing: string }> {
  const folders = [...path.split(delimiter).filter((folder) => folder.startsWith('/')), ...SYSTEM_FOLDERS];
  const tools: Record<ToolName, string> = { ...PACKAGES };
  for (const name of NAMES) {
    const file = await find(name, folders);
    if (file === undefined) {
      return { missing: `the program ${name} is not on PATH (Debian has it in the package ${PACKAGES[name]})` };
    }
    tools[name] = file;
  }
  return tools;
}

async function find(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const file = join(folder, name);
    const executable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return file;
  }
  return undefined;
}
