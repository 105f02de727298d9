'use strict';
/**
 * `npm test`: types, lint, format, then every test; ends with one line that says how many passed. A step counts as one
 * check. Steps go on after a failure, so that one run shows all that is wrong.
 */
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');
const { tmpdir } = require('node:os');

const root = path.join(__dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'lab-test-'));
const report = path.join(folder, 'jest.json');
const total = { passed: 0, failed: 0, skipped: 0 };
const reasons = new Set();

function run(title, command, args) {
  const started = Date.now();
  console.log(`\n── ${title}`);
  const { status } = spawnSync(path.join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  console.log(`   ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return status === 0;
}

function check(title, command, args) {
  total[run(title, command, args) ? 'passed' : 'failed'] += 1;
}

/** cfn-lint and checkov come from PyPI: `node test/template-checks/run.js --install` is apart, and 3 says that they are not there. */
function templateChecks() {
  console.log('\n── the templates in the eyes of cfn-lint and checkov');
  const { status, stdout } = spawnSync(process.execPath, [path.join(root, 'test/template-checks/run.js')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.stdout.write(stdout);
  if (status === 0) {
    total.passed += 1;
  } else if (status === 3) {
    total.skipped += 1;
    reasons.add(stdout.trim());
  } else {
    total.failed += 1;
  }
}

function tests(title, projects, more = []) {
  rmSync(report, { force: true });
  const ok = run(title, 'jest', ['--selectProjects', ...projects, '--json', `--outputFile=${report}`, ...more]);
  const result = readReport();
  total.passed += result.numPassedTests;
  total.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  total.skipped += result.numPendingTests + result.numTodoTests;
  for (const { fullName, status } of (result.testResults ?? []).flatMap((file) => file.assertionResults)) {
    // A test that cannot run here says why in its name.
    if (status === 'pending') reasons.add(/\(skipped: (.*?)\)/.exec(fullName)?.[1] ?? fullName);
  }
  if (!ok && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) total.failed += 1;
}

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numRuntimeErrorTestSuites: 0, numPendingTests: 0, numTodoTests: 0 };
  }
}

check('types', 'tsc', ['-p', '.']);
check("types of the console's page", 'tsc', ['-p', 'observability/console/page']);
check('types of the tests in Chromium', 'tsc', ['-p', 'test/browser']);
check('lint', 'oxlint', ['--type-aware', '--deny-warnings']);
check('format', 'prettier', ['--check', '--log-level', 'warn', '.']);
templateChecks();
tests('unit and contract tests', ['unit', 'contract']);
tests('real programs', ['programs']);
tests('the proof of the rules', ['proof']);
tests('end-to-end tests', ['e2e'], ['--runInBand']);
tests('the console in Chromium', ['browser'], ['--runInBand']);
tests('the images in Docker', ['docker']);

rmSync(folder, { recursive: true, force: true });
for (const reason of reasons) console.log(`skipped: ${reason}`);
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 ? 0 : 1;
