'use strict';
/**
 * TypeScript → dist/, file by file: what `npx lab` and the CDK app run. Types are checked by `npm test`, not here.
 * A file is replaced (atomically) only when its content changed, so a build never disturbs a lab that is running; and
 * nothing is built when nothing changed since the last time.
 */
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = __dirname;
const sources = ['bin', 'lib', 'observability', 'test/bench', 'test/tools', 'test/_fixtures', 'test/_helpers'];
/** One file with all that it needs of a package whose whole would cost every lab 60 MB; it says why itself. */
const bundled = { entry: 'lib/aws/ec2-sdk.ts', package: '@aws-sdk/client-ec2' };
const stampFile = path.join(root, 'dist', '.built-from');

const common = { format: 'cjs', platform: 'node', target: 'node20', write: false, logLevel: 'warning' };

function build() {
  const files = sources.flatMap((folder) => typescriptFiles(path.join(root, folder)));
  const stamp = stampOf(files);
  if (stamp === lastStamp()) return;
  const { buildSync, stop } = require('esbuild');
  const entry = path.join(root, bundled.entry);
  const builds = [
    {
      ...common,
      entryPoints: files.filter((file) => file !== entry),
      outdir: path.join(root, 'dist'),
      outbase: root,
      sourcemap: 'linked',
    },
    {
      ...common,
      entryPoints: [entry],
      outdir: path.join(root, 'dist', path.dirname(bundled.entry)),
      bundle: true,
      // The modules that a bundler can take parts of.
      mainFields: ['module', 'main'],
      // What the clients of the other services have loaded already.
      external: [
        '@smithy/*',
        '@aws-sdk/core',
        '@aws-sdk/core/*',
        '@aws-sdk/credential-provider-node',
        '@aws-sdk/util-*',
      ],
    },
  ];
  const outputFiles = builds.flatMap((options) => buildSync(options).outputFiles);
  // Without this a service of 100 MB stays beside a process that stays.
  void stop();
  for (const file of outputFiles) replaceIfChanged(file.path, file.contents);
  replaceIfChanged(stampFile, Buffer.from(stamp));
}

/** As `build`, for a process that stays: what esbuild leaves in memory, 25 MB, goes with a process of its own. */
function buildApart() {
  if (stampOf(sources.flatMap((folder) => typescriptFiles(path.join(root, folder)))) === lastStamp()) return;
  // Standard output is the caller's.
  const { status } = spawnSync(process.execPath, [__filename], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

/** A hash of everything that the result depends on. */
function stampOf(files) {
  const packages = ['esbuild', bundled.package].map((name) => require.resolve(`${name}/package.json`));
  const hash = createHash('sha256');
  for (const file of [__filename, ...packages, ...files]) hash.update(`${file}\0`).update(fs.readFileSync(file));
  return hash.digest('hex');
}

function lastStamp() {
  return fs.existsSync(stampFile) ? fs.readFileSync(stampFile, 'utf8') : '';
}

function typescriptFiles(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function replaceIfChanged(file, contents) {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(contents)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, contents);
  fs.renameSync(temporary, file);
}

module.exports = { build, buildApart };
if (require.main === module) build();
