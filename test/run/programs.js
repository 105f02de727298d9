'use strict';
const { spawn } = require('node:child_process');
const { constants } = require('node:os');

const root = require('node:path').join(__dirname, '..', '..');
const running = new Set();
let ending = false;

/**
 * Runs a program in the project's folder to its end. What it prints goes to the screen, or, `held`, is in the answer, so that
 * programs beside each other are readable.
 */
function runProgram(program, args, { environment = {}, held = false } = {}) {
  return new Promise((resolve) => {
    // Nothing more is started when the user ends the run; nobody waits for this promise then.
    if (ending) return;
    const child = spawn(program, args, {
      cwd: root,
      stdio: held ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...environment },
    });
    running.add(child);
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    child.once('error', ({ message }) => output.push(Buffer.from(`${message}\n`)));
    child.once('close', (code) => {
      running.delete(child);
      if (!ending) resolve({ code, output: Buffer.concat(output).toString() });
    });
  });
}

/**
 * With Ctrl-C every program ends, and what they started: labs end with the process that started them, lanes with their first
 * process. `then` cleans up.
 */
function endWithTheUser(then) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      ending = true;
      const ends = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
      for (const child of running) child.kill('SIGKILL');
      void Promise.all(ends).then(() => {
        then();
        process.exit(128 + constants.signals[signal]);
      });
    });
  }
}

module.exports = { root, runProgram, endWithTheUser };
