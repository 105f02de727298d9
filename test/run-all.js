'use strict';
/**
 * `npm test`: types, lint, format, then every test; ends with one line that says how many passed. A step counts as one
 * check. Steps go on after a failure, so that one run shows all that is wrong.
 */
const path = require('node:path');
const { endToEnd } = require('./run/end-to-end');
const jest = require('./run/jest');
const { removeMountPoints } = require('./run/lane');
const { endWithTheUser, root, runProgram } = require('./run/programs');
const { Tally } = require('./run/tally');
const { Workspace } = require('./run/workspace');

const tally = new Tally();
const workspace = new Workspace();

async function run(title, program, args) {
  const started = Date.now();
  console.log(`\n── ${title}`);
  const { code } = await workspace.step(title, (environment) => runProgram(program, args, { environment }));
  console.log(`   ${code === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return code === 0;
}

async function check(title, program, args) {
  tally.check(await run(title, path.join(root, 'node_modules/.bin', program), args));
}

/** cfn-lint and checkov come from PyPI: `node test/template-checks/run.js --install` is apart, and 3 says that they are not there. */
async function templateChecks() {
  const title = 'the templates in the eyes of cfn-lint and checkov';
  console.log(`\n── ${title}`);
  const { code, output } = await workspace.step(title, (environment) =>
    runProgram(process.execPath, [path.join(root, 'test/template-checks/run.js')], { environment, held: true }),
  );
  process.stdout.write(output);
  if (code === 3) tally.skip(output.trim());
  else tally.check(code === 0);
}

async function tests(title, projects) {
  const report = path.join(workspace.folder, `${projects.join('-')}.json`);
  const ok = await run(title, jest.program, ['--selectProjects', ...projects, '--json', `--outputFile=${report}`]);
  tally.tests(ok, report);
}

async function main() {
  endWithTheUser(() => {
    removeMountPoints();
    workspace.remove();
  });
  await check('types', 'tsc', ['-p', '.']);
  await check("types of the console's page", 'tsc', ['-p', 'observability/console/page']);
  await check('types of the tests in Chromium', 'tsc', ['-p', 'test/browser']);
  await check('lint', 'oxlint', ['--type-aware', '--deny-warnings']);
  await check('format', 'prettier', ['--check', '--log-level', 'warn', '.']);
  await templateChecks();
  await tests('unit and contract tests', ['unit', 'contract']);
  await tests('real programs', ['programs']);
  await tests('the proof of the rules', ['proof']);
  await endToEnd(jest.testFiles(['e2e', 'browser', 'docker']), { tally, workspace });
  tally.check(workspace.nothingIsLeft());
  workspace.remove();
  tally.end();
}

void main();
