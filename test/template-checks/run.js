'use strict';
/**
 * Holds the templates of every form of the lab to cfn-lint and checkov, which come from PyPI: `--install` puts them into
 * .lab/template-checks, nothing else is touched. Ends with 0 when nothing is found, with 3 when they are not installed.
 * A finding of checkov is either mended or explained in explained.json; an explanation that nothing needs is a finding too.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '../..');
const requirements = path.join(__dirname, 'requirements.txt');
const tools = path.join(root, '.lab/template-checks');
const stamp = path.join(tools, 'installed.txt');
const explained = require('./explained.json');

const NOT_INSTALLED = 3;

function main(args) {
  if (args.length > 1 || (args.length === 1 && args[0] !== '--install')) {
    return end('usage: node test/template-checks/run.js [--install]', 2);
  }
  if (args[0] === '--install') return install();
  if (!isInstalled()) {
    return end('cfn-lint and checkov are not installed; node test/template-checks/run.js --install', NOT_INSTALLED);
  }
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'lab-templates-'));
  try {
    const templates = path.join(folder, 'templates');
    fs.mkdirSync(templates);
    // They keep caches among the temporary files.
    process.env.TMPDIR = folder;
    const count = writeTemplates(templates);
    const findings = [...cfnLint(templates), ...checkov(templates)];
    for (const finding of findings) say(finding);
    return end(`${count} templates, ${findings.length} findings`, findings.length === 0 ? 0 : 1);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The versions that are asked for are the ones that are there. */
function isInstalled() {
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fs.readFileSync(requirements, 'utf8');
}

function install() {
  if (isInstalled()) return end('cfn-lint and checkov are installed', 0);
  fs.rmSync(tools, { recursive: true, force: true });
  for (const [command, ...args] of [
    ['python3', '-m', 'venv', tools],
    [path.join(tools, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
  ]) {
    const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) {
      fs.rmSync(tools, { recursive: true, force: true });
      const reason = error ? error.message : `${path.basename(command)} ended with exit code ${status}`;
      return end(`cfn-lint and checkov cannot be installed: ${reason}`, NOT_INSTALLED);
    }
  }
  fs.copyFileSync(requirements, stamp);
  return end('cfn-lint and checkov are installed', 0);
}

function writeTemplates(folder) {
  run(process.execPath, [path.join(root, 'esbuild.config.js')]);
  run(process.execPath, [path.join(root, 'dist/test/tools/write-templates.js'), folder], { CDK_VALIDATION: 'false' });
  return fs.readdirSync(folder).length;
}

/** Errors, warnings and hints alike. */
function cfnLint(folder) {
  const files = fs.readdirSync(folder).map((file) => path.join(folder, file));
  const { stdout } = run(path.join(tools, 'bin/cfn-lint'), ['--format', 'parseable', ...files]);
  return stdout.split('\n').flatMap((line) => (line.trim() ? [`cfn-lint: ${path.relative(folder, line)}`] : []));
}

function checkov(folder) {
  const args = ['--directory', folder, '--framework', 'cloudformation', '--output', 'json', '--quiet', '--compact'];
  // It would ask its vendor for the texts of its findings.
  const { stdout } = run(path.join(tools, 'bin/checkov'), [...args, '--skip-download']);
  const { failed_checks: failed } = JSON.parse(stdout).results;
  const needed = new Set(failed.map(explanationOf));
  return [
    ...failed
      .filter((finding) => explanationOf(finding) === undefined)
      .map(
        ({ check_id, check_name, file_path, resource }) =>
          `checkov: ${check_id} ${check_name}: ${file_path} ${resource}`,
      ),
    ...Object.keys(explained)
      .filter((key) => !needed.has(key))
      .map((key) => `checkov: ${key} is explained in explained.json, and found nowhere: take it out`),
  ];
}

/** The key of explained.json: a check, or a check in the forms of the lab whose name has the second word. */
function explanationOf({ check_id: id, file_path: file }) {
  return Object.keys(explained).find((key) => {
    const [check, form = ''] = key.split(' ');
    return check === id && file.includes(form);
  });
}

/** Both linters end with another code than 0 when they find something; only no answer at all is a failure. */
function run(command, args, environment = {}) {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...environment },
  });
  if (result.error) throw result.error;
  if (result.status !== 0 && result.stdout === '') {
    throw new Error(`${path.basename(command)} ended with exit code ${result.status}: ${result.stderr}`);
  }
  return result;
}

function end(sentence, code) {
  say(sentence);
  process.exitCode = code;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2));
