import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backfillInChild } from '../../../lib/cli/history/backfill-in-child';
import { temporaryFolder } from '../temporary-folder';

const root = temporaryFolder();

describe('lab backfill in a process of its own', () => {
  const WANTED = { days: 30, seed: 7, rate: 10, traffic: 20 };
  const lab = (script: string) => {
    mkdirSync(join(root(), 'dist', 'bin'), { recursive: true });
    writeFileSync(join(root(), 'dist', 'bin', 'lab.js'), script);
  };
  const run = () => backfillInChild(root(), {}, WANTED, new AbortController().signal);

  it('gets the numbers, and its data comes back', async () => {
    lab('console.log(JSON.stringify({ args: process.argv.slice(2) }))');
    expect(await run()).toEqual({
      args: 'backfill --json --days 30 --seed 7 --rate 10 --traffic 20'.split(' '),
    });
  });

  it('fails with its sentence, and says how to go on without it', async () => {
    lab('console.error("lab: promtool is not here"); process.exit(1)');
    await expect(run()).rejects.toThrow(
      'promtool is not here; "npx lab up --no-backfill" starts without a synthetic month',
    );
  });

  it('ends with the signal', async () => {
    lab('setInterval(() => {}, 1000)');
    const controller = new AbortController();
    const running = backfillInChild(root(), {}, WANTED, controller.signal);
    controller.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
  });
});
