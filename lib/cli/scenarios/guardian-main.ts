import { messageOf } from '../../model/errors';

/** `node guardian-main.js <project> <journal>`: waits for the end of standard input, then undoes what the journal still has. */
async function main([root = '', file = '']: readonly string[]): Promise<void> {
  for await (const chunk of process.stdin) void chunk;
  const { restoreFrom }: typeof import('./restore') = require('./restore');
  const { readJournal }: typeof import('./journal') = require('./journal');
  // A lab that is busy may not answer at once; who waits for more than a minute has left.
  for (let attempt = 1; attempt <= 20 && readJournal(file) !== undefined; attempt += 1) {
    const restored = await restoreFrom(file, { root, environment: process.env }, 'guardian', {
      attempts: 3,
      pauseMs: 1_000,
    });
    if (restored === undefined || restored.isRestored) return;
    for (const line of restored.said) process.stdout.write(`${restored.at} ${line}\n`);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${new Date().toISOString()} ${messageOf(error)}\n`);
  process.exitCode = 1;
});
