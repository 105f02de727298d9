'use strict';
/**
 * TypeScript → `server.js`, which plain `node` runs without node_modules, and the page in `public/`: the image's content, also
 * on a laptop. As a script: `node esbuild.config.js [outdir]`.
 */
const { cpSync, readFileSync } = require('node:fs');
const path = require('node:path');

const DEFAULT_OUTDIR = path.join(__dirname, 'dist');

/**
 * The schemas of an SDK client are a megabyte of constants, whose keys are constants too: `{ [_xN]: _Fil }`. A key that is
 * computed might do something, so esbuild keeps all of them; with plain keys it keeps those that are used.
 */
const schemasWithPlainKeys = {
  name: 'schemas with plain keys',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[/\\]client-\w+[/\\]dist-es[/\\]schemas[/\\]schemas_0\.js$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
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

/** The SDK looks for credentials in many places; a container has one, which the console names itself. */
const oneSourceOfCredentials = {
  name: 'one source of credentials',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({ path: 'none', namespace: 'credentials' }));
    onLoad({ filter: /.*/, namespace: 'credentials' }, () => ({
      contents: 'export const defaultProvider = () => async () => { throw new Error("no credentials were given"); };',
    }));
  },
};

/**
 * Express' body parser brings half a megabyte of tables for character sets, 4 MB in memory; JSON is UTF-8 (RFC 8259), and the parser
 * answers 415 to any that this does not know.
 */
const utf8Only = {
  name: 'UTF-8 only',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^iconv-lite$/ }, () => ({ path: 'utf-8', namespace: 'charset' }));
    onLoad({ filter: /.*/, namespace: 'charset' }, () => ({
      contents: `
        const { StringDecoder } = require('node:string_decoder');
        const isKnown = (name) => /^utf-?8$/i.test(name);
        exports.encodingExists = isKnown;
        exports.getDecoder = (name) => {
          if (!isKnown(name)) throw new Error('Encoding not recognized: ' + name);
          return new StringDecoder('utf8');
        };`,
    }));
  },
};

/** @param {string} outdir absolute; made when missing. */
async function build(outdir = DEFAULT_OUTDIR) {
  const server = require('esbuild').build({
    absWorkingDir: __dirname,
    entryPoints: { server: 'src/main.ts', healthcheck: 'src/healthcheck.ts' },
    outdir,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // The modules that a bundler can take parts of.
    mainFields: ['module', 'main'],
    plugins: [schemasWithPlainKeys, oneSourceOfCredentials, utf8Only],
    // Not the repository's tsconfig, which the image does not have: both builds give the same code.
    tsconfigRaw: { compilerOptions: { strict: true, target: 'es2023' } },
    // Names stay, so that a stack in the log can be read; white space goes.
    minifyWhitespace: true,
    logLevel: 'warning',
  });
  const vite = await import('vite');
  await Promise.all([
    server,
    vite.build({
      configFile: path.join(__dirname, 'vite.config.mjs'),
      build: { outDir: path.join(outdir, 'public') },
      logLevel: 'warn',
    }),
  ]);
  cpSync(path.join(__dirname, 'dashboards'), path.join(outdir, 'dashboards'), { recursive: true });
}

module.exports = { build };
if (require.main === module) {
  build(process.argv[2] && path.resolve(process.argv[2])).catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
