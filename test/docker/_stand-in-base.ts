import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { findProgram } from '../../lib/cli/find-program';
import type { Engine } from './_engine';

/** This machine's programs that the Dockerfiles and entry points use; Debian has another name for one. */
const PROGRAMS = ['sh', 'ln', 'mkdir', 'cat', 'sed', 'sleep', 'env', 'node', 'prometheus', 'promtool', 'amtool'].map(
  (name) => [name, name] as const,
);
const RENAMED = [['alertmanager', 'prometheus-alertmanager']] as const;
const TEMPLATES = '/usr/share/prometheus/alertmanager';
const CA_BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/**
 * There is no registry here: one image made from this machine's own programs plays every official base, under its
 * official name and exact tag.
 */
export function importStandInBases(engine: Engine, names: readonly string[]): void {
  const root = mkdtempSync(join(tmpdir(), 'lab-base-'));
  try {
    fill(root);
    const archive = `${root}.tar`;
    execFileSync('tar', ['-C', root, '-cf', archive, '.']);
    const changes = Object.entries(environment()).flatMap(([name, value]) => ['--change', `ENV ${name}=${value}`]);
    const [first = '', ...others] = names;
    engine.docker('import', ...changes, archive, first);
    for (const name of others) engine.docker('tag', first, name);
  } finally {
    rmSync(root, { recursive: true, force: true });
    rmSync(`${root}.tar`, { force: true });
  }
}

function fill(root: string): void {
  for (const folder of ['usr/bin', 'etc/ssl/certs', 'opt', 'tmp', 'root', 'proc', 'sys', 'dev']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  chmodSync(join(root, 'tmp'), 0o1777);
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/tmp:/bin/sh\n');
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
  for (const [name, onDebian] of [...PROGRAMS, ...RENAMED]) {
    const program = realpathSync(findProgram(onDebian, process.env)!);
    cpSync(program, join(root, 'usr/bin', name));
    for (const library of librariesOf(program)) {
      mkdirSync(join(root, dirname(library)), { recursive: true });
      cpSync(realpathSync(library), join(root, library));
    }
  }
  copyOfLibc(root);
  // Debian's Alertmanager reads its templates from files; the official one has them inside.
  if (existsSync(TEMPLATES)) cpSync(TEMPLATES, join(root, TEMPLATES), { recursive: true });
  // RUN looks for its shell at /bin/sh.
  mkdirSync(join(root, 'bin'), { recursive: true });
  cpSync(join(root, 'usr/bin/sh'), join(root, 'bin/sh'));
  copyNpm(root);
  if (existsSync(CA_BUNDLE)) cpSync(realpathSync(CA_BUNDLE), join(root, CA_BUNDLE));
}

/** The paths that `ldd` names; a static program has none. */
function librariesOf(program: string): string[] {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return [...new Set([...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path!))];
}

/** Libraries beside the C library that every Debian has: an npm package's own binary may want them. */
function copyOfLibc(root: string): void {
  const libc = librariesOf(realpathSync(findProgram('node', process.env)!)).find((path) => path.includes('/libc.so'))!;
  for (const name of ['librt.so.1', 'libpthread.so.0', 'libdl.so.2', 'libm.so.6', 'libgcc_s.so.1']) {
    const library = join(dirname(libc), name);
    if (existsSync(library)) cpSync(realpathSync(library), join(root, library));
  }
}

function copyNpm(root: string): void {
  const cli = realpathSync(findProgram('npm', process.env)!);
  const folder = dirname(dirname(cli));
  cpSync(folder, join(root, 'opt/npm'), { recursive: true, dereference: true });
  const start = join(root, 'usr/bin/npm');
  writeFileSync(start, `#!/bin/sh\nexec node /opt/npm/bin/${basename(cli)} "$@"\n`);
  chmodSync(start, 0o755);
}

/** What the official images set, and how npm reaches its registry from here. */
function environment(): Record<string, string> {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    npm_config_registry: registry.trim(),
    ...(existsSync(CA_BUNDLE) ? { NODE_EXTRA_CA_CERTS: CA_BUNDLE, npm_config_cafile: CA_BUNDLE } : {}),
  };
}
