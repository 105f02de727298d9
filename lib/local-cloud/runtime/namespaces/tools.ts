import { findSystemProgram } from '../processes/find-system-program';
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

/** Finds the programs on PATH, or says in a sentence which one is missing. */
export async function findTools(path: string): Promise<Tools | { readonly missing: string }> {
  const tools: Record<ToolName, string> = { ...PACKAGES };
  for (const name of NAMES) {
    const file = await findSystemProgram(name, path);
    if (file === undefined) {
      return { missing: `the program ${name} is not on PATH (Debian has it in the package ${PACKAGES[name]})` };
    }
    tools[name] = file;
  }
  return tools;
}
