'use strict';
const { availableParallelism } = require('node:os');
const path = require('node:path');
const durations = require('./durations.json');
const jest = require('./jest');
const { inLane, makeState, processesLeft, removeMountPoints, wayToMakeLanes } = require('./lane');
const { runProgram } = require('./programs');

/** They wait more than they compute. */
const LANES = Number(process.env.LANES ?? 2 * availableParallelism());

/** A file that nobody has measured yet may be long. */
const UNKNOWN_SECONDS = 120;

/**
 * Runs test files one by one in each lane, the longest first; in one lane, which is the machine itself, where it makes none.
 * `beside` is a function that runs on the machine itself meanwhile.
 */
async function endToEnd(files, { tally, workspace }) {
  const { way, why } = wayToMakeLanes(workspace.folder);
  const lanes = way === undefined ? 1 : Math.min(LANES, files.length);
  console.log(`\n── end-to-end tests: ${files.length} files in ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}`);
  if (why) console.log(`   one after the other, with the network of this machine: it makes no lanes (${why})`);
  const started = Date.now();
  const waiting = [...files].sort((a, b) => secondsOf(b) - secondsOf(a));
  const all = Array.from({ length: lanes }, async (_, index) => {
    const state = way && makeState(path.join(workspace.folder, `lane-${index + 1}`));
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      await runFile(file, { tally, workspace, way, state });
    }
  });
  await Promise.all(all);
  removeMountPoints();
  console.log(`   end-to-end tests: ${seconds(started)}`);
}

async function runFile(file, { tally, workspace, way, state }) {
  const started = Date.now();
  const report = path.join(workspace.folder, `${path.basename(file)}.json`);
  const command = [jest.program, ...jest.oneFile(file), '--json', `--outputFile=${report}`];
  const [program, ...args] = way ? inLane(way, state, command) : command;
  const { code, output } = await workspace.step(file, (environment) =>
    runProgram(program, args, { environment, held: true }),
  );
  tally.tests(code === 0, report);
  if (state) workspace.left.push(...processesLeft(state).map((left) => `${file}: ${left}`));
  console.log(`\n── ${file}\n${output.trimEnd()}\n   ${code === 0 ? 'ok' : 'FAILED'} in ${seconds(started)}`);
}

function secondsOf(file) {
  return durations[path.basename(file, '.test.ts')] ?? UNKNOWN_SECONDS;
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

module.exports = { endToEnd };
