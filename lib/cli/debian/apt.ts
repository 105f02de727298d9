import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { exec, type ExecResult } from '../exec';
import type { Environment } from '../host';
import type { DebianPackage } from './package';

/** A download that does not move is given up. */
const NETWORK = ['Acquire::Retries=1', 'Acquire::http::Timeout=15', 'Acquire::https::Timeout=15'];

/** apt as a downloader: it installs nothing and, with lists of its own, writes nothing outside one folder. */
export interface Apt {
  /** The package and what its pages need, by package name; none when apt does not know it. */
  packages(): Promise<readonly string[]>;
  /** Reads the package lists afresh, into the folder. */
  update(): Promise<void>;
  /** Bytes to download. */
  size(packages: readonly string[]): Promise<number>;
  /** Downloads the packages into `folder`. */
  download(packages: readonly string[], folder: string): Promise<void>;
}

/** @param folder for apt's own lists, should the machine have none; exists */
export function aptIn(
  { name, title, wanted, code, briefAdvice }: DebianPackage,
  folder: string,
  environment: Environment,
  signal?: AbortSignal,
): Apt {
  let lists: readonly string[] = [];
  const succeeded = (what: string, result: ExecResult) => {
    if (result.exitCode !== 0) throw failed(what, result, { code, briefAdvice });
  };
  const run = (program: string, args: readonly string[], options: { timeoutMs: number; cwd?: string }) =>
    exec([program, ...[...lists, ...NETWORK].flatMap((setting) => ['-o', setting]), ...args], {
      ...options,
      // The words of apt are read below.
      environment: { ...environment, LC_ALL: 'C' },
      signal,
    });
  return {
    async packages() {
      const only = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
        (kind) => `--no-${kind}`,
      );
      const { stdout } = await run('apt-cache', ['depends', '--recurse', ...only, name], { timeoutMs: 30_000 });
      const names = stdout.split('\n').filter((line) => line === name || wanted?.test(line));
      return names.includes(name) ? names : [];
    },
    async update() {
      lists = listsIn(folder);
      succeeded('read the package lists', await run('apt-get', ['-q', 'update'], { timeoutMs: 120_000 }));
    },
    async size(packages) {
      const { stdout } = await run('apt-get', ['download', '--print-uris', ...packages], {
        timeoutMs: 30_000,
        cwd: folder,
      });
      return stdout.split('\n').reduce((sum, line) => sum + (Number(line.split(' ')[2]) || 0), 0);
    },
    async download(packages, into) {
      succeeded(
        `download ${title}`,
        await run('apt-get', ['-q', 'download', ...packages], { timeoutMs: 180_000, cwd: into }),
      );
    },
  };
}

/** Lists and cache of one's own: an ordinary user may not write the machine's, and root need not. */
function listsIn(folder: string): string[] {
  const state = join(folder, 'state');
  const cache = join(folder, 'cache');
  mkdirSync(join(state, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
  return [
    `Dir::State=${state}`,
    `Dir::Cache=${cache}`,
    'Dir::State::status=/var/lib/dpkg/status',
    'APT::Sandbox::User=root',
  ];
}

function failed(
  what: string,
  { timedOut, output }: ExecResult,
  { code, briefAdvice }: Pick<DebianPackage, 'code' | 'briefAdvice'>,
): LabError {
  const said = output
    .split('\n')
    .findLast((line) => /^[EW]: /.test(line))
    ?.slice(3);
  const why = timedOut ? 'it took too long' : (said ?? 'apt-get failed');
  return new LabError(
    `${code}Download`,
    `apt-get could not ${what}: ${why.replace(/\s+/g, ' ').replace(/\.$/, '')}; check the network, or ${briefAdvice}`,
  );
}
