import { existsSync, readlinkSync } from 'node:fs';
import { join, posix } from 'node:path';
import { exec } from '../exec';
import type { Environment } from '../host';
import { neededPackages } from './needed-packages';
import { START_TEXT } from './start-text';
import { filesBelow } from './walk';

/** What is never packed: made here, or of this machine. */
const MADE = new Set(['.git', '.lab', 'cdk.out', 'coverage', 'dist', 'node_modules']);

export interface ProjectFiles {
  readonly files: readonly string[];
  /** What lies in the folder and is not in git: it is left out, and told. */
  readonly untracked: readonly string[];
}

/** The project's own files: what git has, as it is on the disk; everything that nobody made, where there is no git. */
export async function projectFiles(root: string, environment: Environment): Promise<ProjectFiles> {
  const list = async (...more: string[]) => {
    const { exitCode, stdout } = await exec(['git', 'ls-files', '-z', ...more], {
      cwd: root,
      environment,
      timeoutMs: 30_000,
    });
    return exitCode === 0 ? stdout.split('\0').filter((file) => file !== '') : [];
  };
  const tracked = await list();
  // A copy without git may lie in another repository, which has none of its files.
  if (!tracked.includes('package.json')) {
    return { files: filesBelow(root, '', MADE).filter((file) => file !== START_TEXT), untracked: [] };
  }
  const untracked = await list('--others', '--exclude-standard');
  return { files: tracked.filter((file) => existsSync(join(root, file))), untracked };
}

/** The files of every package that the lab needs to run, with the links to programs that lead there. */
export function packageFiles(root: string, packageLock: string): string[] {
  const { packages, links } = neededPackages(packageLock);
  const nested = new Set(['node_modules']);
  const files = packages.flatMap((folder) => filesBelow(root, folder, nested));
  const packed = new Set(files);
  const programs = filesBelow(root, 'node_modules/.bin').filter((link) => packed.has(targetOf(root, link)));
  return [...files, ...links.filter((link) => existsSync(join(root, link))), ...programs];
}

function targetOf(root: string, link: string): string {
  return posix.join(posix.dirname(link), readlinkSync(join(root, link)));
}
