'use strict';
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { root } = require('./programs');

const program = path.join(root, 'node_modules/.bin/jest');

/** Test files of projects whose name is that of their folder below `test/`, as `test/e2e/levers.test.ts`. */
function testFiles(projects, patterns = []) {
  const args = ['--listTests', '--json', '--passWithNoTests', '--selectProjects', ...projects];
  const some = patterns.length > 0 ? ['--testPathPatterns', ...patterns] : [];
  const files = JSON.parse(execFileSync(program, [...args, ...some], { cwd: root, encoding: 'utf8' }));
  return files.map((file) => path.relative(root, file)).sort();
}

/** The arguments that run one of them, alone. */
function oneFile(file) {
  const [, project] = file.split('/');
  return ['--selectProjects', project, '--runInBand', '--runTestsByPath', file];
}

module.exports = { program, testFiles, oneFile };
