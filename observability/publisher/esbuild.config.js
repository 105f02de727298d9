'use strict';
/**
 * TypeScript and the SDK's CloudWatch client → one file that plain `node` runs without node_modules.
 * As a script: `node esbuild.config.js [outdir]`.
 */
const path = require('node:path');

const DEFAULT_OUTDIR = path.join(__dirname, 'dist');

/** @param {string} outdir absolute; made when missing. */
function build(outdir = DEFAULT_OUTDIR) {
  require('esbuild').buildSync({
    absWorkingDir: __dirname,
    entryPoints: { publisher: 'src/main.ts' },
    outdir,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // The modules that a bundler can take parts of.
    mainFields: ['module', 'main'],
    // Not the repository's tsconfig, which the image does not have: both builds give the same code.
    tsconfigRaw: { compilerOptions: { strict: true, target: 'es2023' } },
    // Names stay, so that a stack in the log can be read; white space goes.
    minifyWhitespace: true,
    logLevel: 'warning',
  });
}

module.exports = { build };
if (require.main === module) build(process.argv[2] && path.resolve(process.argv[2]));
