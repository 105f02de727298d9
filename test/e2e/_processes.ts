import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mountsOfTheProject, ROOT } from './_mounts';

/** One process, told apart from a later one with the same number, and the namespaces it is in. */
export interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly started: string;
  readonly command: string;
  /** `net:[4026532001]` */
  readonly namespaces: readonly string[];
}

/** Everything that descends from a process, itself included. */
export function treeOf(pid: number): Seen[] {
  const all = processes();
  const tree = all.filter((each) => each.pid === pid);
  for (let parents = [pid]; parents.length > 0;) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    tree.push(...children);
    parents = children.map((child) => child.pid);
  }
  return tree;
}

/**
 * What is left of processes that were seen at one moment: themselves, others of then in their namespaces, mounts of this
 * project. A process that started later may be of another lab: the kernel gives a namespace's number away again.
 */
export function leftOf(seen: readonly Seen[]): string[] {
  const own = new Set(processes(process.pid).flatMap(({ namespaces }) => namespaces));
  const newest = Math.max(...seen.map(({ started }) => Number(started)));
  const gone = new Set(seen.flatMap(({ namespaces }) => namespaces).filter((name) => !own.has(name)));
  return processes().flatMap((now) => {
    const why = [
      ...(seen.some(({ pid, started }) => pid === now.pid && started === now.started) ? ['alive'] : []),
      ...now.namespaces.filter((name) => gone.has(name) && Number(now.started) <= newest),
      ...(now.parent === 1 && now.command.includes(`${ROOT}/dist/lib/local-cloud`) ? ["nobody's child"] : []),
      ...mountsOfTheProject(now.pid).map((mount) => `mount ${mount}`),
    ];
    return why.length === 0 ? [] : [`${now.pid} ${now.command}: ${why.join(', ')}`];
  });
}

function processes(only?: number): Seen[] {
  return readdirSync('/proc')
    .filter((name) => (only === undefined ? /^\d+$/.test(name) : name === String(only)))
    .flatMap((name) => describe(Number(name)) ?? []);
}

function describe(pid: number): Seen | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    // A zombie has ended: when it is collected is up to its parent.
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return {
      pid,
      parent: Number(fields[1]),
      started: fields[19] ?? '',
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(),
      namespaces: ['net', 'pid', 'mnt', 'user'].flatMap((kind) => link(`/proc/${pid}/ns/${kind}`)),
    };
  } catch {
    return undefined; // It has ended meanwhile.
  }
}

function link(path: string): string[] {
  try {
    return [readlinkSync(path)];
  } catch {
    return [];
  }
}
