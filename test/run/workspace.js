'use strict';
const { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } = require('node:fs');
const path = require('node:path');
const { tmpdir } = require('node:os');

/** The temporary folder of a run of the tests: each step has one of its own in it, and must leave it as empty as it was. */
class Workspace {
  folder = mkdtempSync(path.join(tmpdir(), 'lab-test-'));
  left = [];
  steps = 0;

  constructor() {
    // PostgreSQL, which refuses to be root, has its files in it as another user.
    chmodSync(this.folder, 0o711);
  }

  /** Runs a step with a temporary folder of its own, and notes what it leaves there. */
  async step(title, run) {
    // Short: the path of a unix socket in it has 104 characters at most.
    const temporary = path.join(this.folder, `${(this.steps += 1)}`);
    mkdirSync(temporary);
    chmodSync(temporary, 0o1777);
    try {
      return await run({ TMPDIR: temporary });
    } finally {
      for (const name of readdirSync(temporary)) this.left.push(`${title}: ${name}`);
      rmSync(temporary, { recursive: true, force: true });
    }
  }

  /** What no step should have left behind; says so on the screen. */
  nothingIsLeft() {
    console.log('\n── what the tests left behind');
    console.log(this.left.length === 0 ? '   nothing' : this.left.map((line) => `   ${line}`).join('\n'));
    return this.left.length === 0;
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

module.exports = { Workspace };
