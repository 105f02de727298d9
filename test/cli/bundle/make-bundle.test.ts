import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeBundle, type BundleOptions } from '../../../lib/cli/bundle/make-bundle';
import { fakeContext } from '../fake-host';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();
const put = (path: string, text = path.slice(path.indexOf('/') + 1)) => {
  const file = join(folder(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

/** A small project with packages and a Prometheus, outside of git. */
function project(name: string): string {
  put(`${name}/package.json`, '{"version":"1.2.3"}');
  put(
    `${name}/package-lock.json`,
    JSON.stringify({
      packages: {
        '': { dependencies: { 'aws-cdk-lib': '2.0.0' }, devDependencies: { jest: '30.0.0' } },
        'node_modules/aws-cdk-lib': {},
        'node_modules/jest': {},
        app: {},
        'node_modules/app': { link: true, resolved: 'app' },
      },
    }),
  );
  for (const file of ['lib/a.ts', 'app/main.ts', 'node_modules/aws-cdk-lib/index.js', 'node_modules/jest/index.js'])
    put(`${name}/${file}`);
  for (const made of ['dist/a.js', 'cdk.out/tree.json', '.lab/run.json', '.lab/logs/events.log'])
    put(`${name}/${made}`);
  const prometheus = put(
    `${name}/.lab/tools/prometheus/usr/bin/prometheus`,
    '#!/bin/sh\necho prometheus, version 2.42.0',
  );
  chmodSync(prometheus, 0o755);
  mkdirSync(join(folder(), name, 'node_modules/.bin'));
  symlinkSync('../aws-cdk-lib/index.js', join(folder(), name, 'node_modules/.bin/cdk-lib'));
  symlinkSync('../jest/index.js', join(folder(), name, 'node_modules/.bin/jest'));
  symlinkSync('../app', join(folder(), name, 'node_modules/app'));
  return join(folder(), name);
}

const environment = { PATH: '/usr/bin:/bin' };
/** Programs of the machine would be copied: only tar is wanted of it. */
function onlyTar(): { PATH: string } {
  const programs = join(folder(), 'programs');
  mkdirSync(programs, { recursive: true });
  for (const name of ['tar', 'sh', 'echo'])
    if (!existsSync(join(programs, name)))
      symlinkSync(execFileSync('which', [name], { env: environment }).toString().trim(), join(programs, name));
  return { PATH: programs };
}

const make = (root: string, options: Partial<BundleOptions> = {}) => {
  const context = fakeContext({ root, environment: onlyTar() });
  const output = join(folder(), 'out', 'lab.tar.gz');
  const signal = new AbortController().signal;
  return makeBundle(context, { output, force: false, yes: false, download: false, signal, ...options });
};

const namesIn = (file: string) =>
  execFileSync('tar', ['tzf', file])
    .toString()
    .trim()
    .split('\n')
    .map((name) => name.replace(/^sre-slo-lab\//, ''));

describe('an offline copy', () => {
  it('has the project, the packages that it needs, its tools, and how to start it; nothing that was made here', async () => {
    const report = await make(project('lab'));
    expect(namesIn(report.file)).toEqual([
      '.lab/offline-copy.json',
      'START.txt',
      '.lab/tools/prometheus/usr/bin/prometheus',
      'app/main.ts',
      'lib/a.ts',
      'node_modules/.bin/cdk-lib',
      'node_modules/app',
      'node_modules/aws-cdk-lib/index.js',
      'package-lock.json',
      'package.json',
    ]);
    expect(report.made).toMatchObject({ tools: ['Prometheus 2.42.0'], untracked: [] });
  });

  it('is the same to the byte for the same files, whoever has them, wherever and since when', async () => {
    const one = await make(project('one'), { output: join(folder(), 'one.tar.gz') });
    const root = project('two');
    utimesSync(join(root, 'lib/a.ts'), 1, 1);
    chmodSync(join(root, 'lib/a.ts'), 0o666);
    const two = await make(root, { output: join(folder(), 'two.tar.gz') });
    expect(two.sha256).toBe(one.sha256);
    const owners = execFileSync('tar', ['tzvf', two.file])
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/)[1]);
    expect(new Set(owners)).toEqual(new Set(['0/0']));
  });

  it('has its checksum beside it, as sha256sum reads it', async () => {
    const { file, checksumFile } = await make(project('lab'));
    const said = execFileSync('sha256sum', ['-c', checksumFile], { cwd: dirname(file) }).toString();
    expect(said).toBe('lab.tar.gz: OK\n');
  });

  it('unpacks with links that lead where they did', async () => {
    const { file } = await make(project('lab'));
    execFileSync('tar', ['xzf', file, '-C', folder()]);
    expect(readFileSync(join(folder(), 'sre-slo-lab/node_modules/app/main.ts'), 'utf8')).toBe('app/main.ts');
    expect(readFileSync(join(folder(), 'sre-slo-lab/START.txt'), 'utf8')).toContain('npm start');
  });

  it('can be made of an unpacked copy, and is the same', async () => {
    const first = await make(project('lab'));
    execFileSync('tar', ['xzf', first.file, '-C', folder()]);
    const second = await make(join(folder(), 'sre-slo-lab'), { output: join(folder(), 'second.tar.gz') });
    expect(second.sha256).toBe(first.sha256);
  });

  it('replaces nothing without --force', async () => {
    const root = project('lab');
    const { file } = await make(root);
    await expect(make(root)).rejects.toThrow(
      `${file} is there already; --force replaces it, and --output names another one`,
    );
    await expect(make(root, { force: true })).resolves.toMatchObject({ file });
  });

  it('fails without packages, and says what to run', async () => {
    const root = project('lab');
    execFileSync('rm', ['-r', join(root, 'node_modules')]);
    await expect(make(root)).rejects.toThrow('does not have what the lab needs to run; run "npm ci" first');
  });

  it('leaves nothing half when it fails or is stopped', async () => {
    const root = project('lab');
    const stopped = AbortSignal.abort(new Error('stopped'));
    await expect(make(root, { signal: stopped })).rejects.toThrow('stopped');
    expect(existsSync(join(folder(), 'out', 'lab.tar.gz'))).toBe(false);
    const left = existsSync(join(folder(), 'out')) ? readdirSync(join(folder(), 'out')) : [];
    expect(left).toEqual([]);
    expect(readdirSync(join(root, '.lab')).sort()).toEqual(['logs', 'run.json', 'tools']);
  });

  it('fails where tar is not GNU tar', async () => {
    const root = project('lab');
    const context = fakeContext({ root, environment: { PATH: join(folder(), 'nothing') } });
    const signal = new AbortController().signal;
    const output = join(folder(), 'lab.tar.gz');
    await expect(makeBundle(context, { output, force: false, yes: false, download: false, signal })).rejects.toThrow(
      'there is no tar on PATH; the lab packs with GNU tar',
    );
  });
});
