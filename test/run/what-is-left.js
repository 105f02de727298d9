'use strict';
/** `node what-is-left.js 5000`, as the last thing in a lane: the processes that are still there after so long, one a line. */
const { readdirSync, readFileSync } = require('node:fs');

/** Whoever is neither this process, nor the first one of the lane, nor has ended. */
function processes() {
  const others = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && !['1', `${process.pid}`].includes(name));
  return others.flatMap((pid) => {
    try {
      const [, state] = /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      const parts = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
      return state === 'Z' || state === 'X' ? [] : [`process ${pid}: ${parts.join(' ')}`];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}

async function main() {
  const end = Date.now() + Number(process.argv[2]);
  while (processes().length > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  process.stdout.write(
    processes()
      .map((line) => `${line}\n`)
      .join(''),
  );
}

void main();
