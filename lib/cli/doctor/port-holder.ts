import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { numericEntries } from '../numeric-entries';
import type { PortHolder } from './facts';

/** The process that listens on a TCP port, if /proc lets this user see it. */
export function findPortHolder(port: number, proc = '/proc'): PortHolder | undefined {
  const inodes = ['tcp', 'tcp6'].flatMap((table) => listeningInodes(readOrEmpty(`${proc}/net/${table}`), port));
  if (inodes.length === 0) return undefined;
  const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`));
  const pid = numericEntries(proc).find((candidate) =>
    descriptorsOf(`${proc}/${candidate}/fd`).some((link) => sockets.has(link)),
  );
  if (pid === undefined) return undefined;
  return { pid, command: readOrEmpty(`${proc}/${pid}/comm`).trim() || 'a program' };
}

/** Socket inodes in state LISTEN (0A) on the port, from the text of /proc/net/tcp or tcp6, see proc(5). */
export function listeningInodes(text: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === '0A' && local.endsWith(wanted) && inode ? [inode] : [];
  });
}

/** The targets of a process's file descriptors; none for a process of another user or one that just ended. */
function descriptorsOf(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => readlinkOrEmpty(`${folder}/${name}`));
  } catch {
    return [];
  }
}

/** A descriptor may be closed by now: the one that read the folder always is. */
function readlinkOrEmpty(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
