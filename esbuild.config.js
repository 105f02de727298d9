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
/** A bundle of what the lab uses of a package whose whole would cost every lab 60 MB. */
const narrow = path.join(root, 'lib/aws/ec2-sdk.ts');
/** A bundle that runs where nothing else of the project is: in a container. */
const resolver = path.join(root, 'lib/local-cloud/runtime/docker/resolver/main.ts');

const common = {
  outdir: path.join(root, 'dist'),
  outbase: root,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  write: false,
  logLevel: 'warning',
};

/**
 * The schemas of an SDK client are 1 MB of constants, whose keys are constants too: `{ [_xN]: _Fil }`. A key that is computed
 * might do something, so esbuild keeps all of them; with plain keys it keeps those that are used.
 */
const schemasWithPlainKeys = {
  name: 'schemas with plain keys',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk\/client-\w+\/dist-es\/schemas\/schemas_0\.js$/ }, ({ path: file }) => {
      const text = fs.readFileSync(file, 'utf8');
      const constants = new Map(
        [...text.matchAll(/^const (_\w+) = "(\w+)";$/gm)].map(([, name, value]) => [name, value]),
      );
      const contents = text.replace(/\[(_\w+)\]:/g, (key, name) =>
        constants.has(name) ? `"${constants.get(name)}":` : key,
      );
      return { contents };
    });
  },
};

/** What is built, and the files that it depends on beside this one and esbuild. */
function steps() {
  const files = sources.flatMap((folder) => typescriptFiles(path.join(root, folder)));
  const entryPoints = files.filter((file) => file !== narrow && file !== resolver);
  return [
    { name: 'files', inputs: entryPoints, options: { ...common, entryPoints, sourcemap: 'linked' } },
    {
      name: 'narrow',
      inputs: [narrow, path.join(root, 'package-lock.json')],
      options: {
        ...common,
        entryPoints: [narrow],
        bundle: true,
        // The modules that a bundler can take parts of.
        mainFields: ['module', 'main'],
        // require() instead: Jest has no import() of its own.
        supported: { 'dynamic-import': false },
        plugins: [schemasWithPlainKeys],
      },
    },
    {
      name: 'resolver',
      inputs: [
        resolver,
        ...typescriptFiles(path.join(root, 'lib/local-cloud/dns')),
        path.join(root, 'package-lock.json'),
      ],
      options: { ...common, entryPoints: [resolver], bundle: true, minify: true },
    },
  ];
}

async function build() {
  for (const { name, inputs, options } of steps()) {
    const stamp = stampOf(inputs);
    if (stamp === lastStamp(name)) continue;
    const esbuild = require('esbuild');
    const { outputFiles } = await esbuild.build(options);
    // Without this a service of 100 MB stays beside a process that stays.
    await esbuild.stop();
    for (const file of outputFiles) replaceIfChanged(file.path, file.contents);
    replaceIfChanged(stampFile(name), Buffer.from(stamp));
  }
}

/** As `build`, for a process that stays: what esbuild leaves in memory, 25 MB, goes with a process of its own. */
function buildApart() {
  if (steps().every(({ name, inputs }) => stampOf(inputs) === lastStamp(name))) return;
  // Standard output is the caller's.
  const { status } = spawnSync(process.execPath, [__filename], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

/** A hash of everything that the result depends on. */
function stampOf(inputs) {
  const hash = createHash('sha256');
  for (const file of [__filename, require.resolve('esbuild/package.json'), ...inputs]) {
    hash.update(`${file}\0`).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}

function lastStamp(name) {
  return fs.existsSync(stampFile(name)) ? fs.readFileSync(stampFile(name), 'utf8') : '';
}

function stampFile(name) {
  return path.join(root, 'dist', `.${name}-built-from`);
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
if (require.main === module) {
  build().catch((error) => {
    // What esbuild has to say about a source is on the screen already.
    if (!error.errors) console.error(error);
    process.exitCode = 1;
  });
}
