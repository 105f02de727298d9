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
 * Runs test files in lanes, one after the other in each, the longest first. Docker's builds ask a registry: they are in a lane
 * that has the machine's network. Where the machine makes no lanes, it is the only one.
 */
async function endToEnd(files, { tally, workspace }) {
  const { way, why } = wayToMakeLanes(workspace.folder);
  const queue = [...files].sort((a, b) => secondsOf(b) - secondsOf(a));
  const ofTheMachine = way ? queue.filter(needsTheNetwork) : queue;
  const others = way ? queue.filter((file) => !needsTheNetwork(file)) : [];
  const lanes = [
    ...(ofTheMachine.length > 0 ? [{ network: 'of the machine', queue: ofTheMachine }] : []),
    ...Array.from({ length: Math.min(LANES, others.length) }, () => ({ network: 'own', queue: others })),
  ];
  console.log(`\n── end-to-end tests: ${files.length} files, lanes: ${lanes.length}`);
  if (why) console.log(`   one after the other, with the network of this machine, which makes no lanes: ${why}`);
  const started = Date.now();
  await Promise.all(
    lanes.map(async ({ network, queue: waiting }, index) => {
      const lane = way && { way, network, state: makeState(path.join(workspace.folder, `lane-${index + 1}`)) };
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        await runFile(file, lane, { tally, workspace });
      }
    }),
  );
  removeMountPoints();
  console.log(`   end-to-end tests: ${seconds(started)}`);
}

async function runFile(file, lane, { tally, workspace }) {
  const started = Date.now();
  const report = path.join(workspace.folder, `${path.basename(file)}.json`);
  const command = [jest.program, ...jest.oneFile(file), '--json', `--outputFile=${report}`];
  const [program, ...args] = lane ? inLane(lane, command) : command;
  const { code, output } = await workspace.step(file, (environment) =>
    runProgram(program, args, { environment, held: true }),
  );
  tally.tests(code === 0, report);
  if (lane) workspace.left.push(...processesLeft(lane.state).map((left) => `${file}: ${left}`));
  console.log(`\n── ${file}\n${output.trimEnd()}\n   ${code === 0 ? 'ok' : 'FAILED'} in ${seconds(started)}`);
}

function needsTheNetwork(file) {
  return file.startsWith('test/docker/');
}

function secondsOf(file) {
  return durations[path.basename(file, '.test.ts')] ?? UNKNOWN_SECONDS;
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

module.exports = { endToEnd };
