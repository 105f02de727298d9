import { findSystemProgram } from '../processes/find-system-program';
import type { FaultTools, ToolName, Tools } from './protocol';

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

/** Finds those that only faults of a network need: without them a lab works, and its networks too. */
export async function findFaultTools(path: string): Promise<FaultTools> {
  const [restore, tc] = await Promise.all(['iptables-restore', 'tc'].map((name) => findSystemProgram(name, path)));
  return { ...(restore !== undefined && { 'iptables-restore': restore }), ...(tc !== undefined && { tc }) };
}
