'use strict';
/**
 * TypeScript → dist/, file by file: what `npx lab` and the CDK app run. Types are checked by `npm test`, not here.
 * A file is replaced (atomically) only when its content changed, so a build never disturbs a lab that is running.
 */
const fs = require('node:fs');
const path = require('node:path');

const root = __dirname;
const sources = [
  'bin',
  'lib',
  'observability',
  'app/src/metrics',
  'test/bench',
  'test/tools',
  'test/_fixtures',
  'test/_helpers',
];

function build() {
  const { buildSync, stop } = require('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: sources.flatMap((folder) => typescriptFiles(path.join(root, folder))),
    outdir: path.join(root, 'dist'),
    outbase: root,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    write: false,
    logLevel: 'warning',
  });
  // Without this a service of 100 MB stays beside a process that stays.
  void stop();
  for (const file of outputFiles) replaceIfChanged(file.path, file.contents);
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

module.exports = { build };
if (require.main === module) build();
