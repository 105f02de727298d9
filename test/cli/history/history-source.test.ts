import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historySource, backfillInChild } from '../../../lib/cli/history/history-source';
import { temporaryFolder } from '../temporary-folder';
import { MONTH } from './month';

const root = temporaryFolder();
const BLOCK = '01M7YK6APK87S09PV786ZMZCZJ';

describe('the history of each new Prometheus', () => {
  const lines: string[] = [];
  let now: number;
  let made: number;
  beforeEach(() => {
    lines.length = 0;
    made = 0;
    now = Date.parse(MONTH.to);
  });

  const make = async () => {
    made += 1;
    const folder = join(root(), `history-${made}`);
    mkdirSync(join(folder, BLOCK), { recursive: true });
    writeFileSync(join(folder, BLOCK, `meta-${made}.json`), '');
    return { ...MONTH, to: new Date(now).toISOString(), folder };
  };
  const source = (how = make) => historySource({ make: how, now: () => now, log: (line) => lines.push(line) });
  const dataOf = async (from: ReturnType<typeof source>) => {
    const data = join(root(), 'data', String(Math.random()));
    mkdirSync(data, { recursive: true });
    await from.fill(data);
    return readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  };

  it('is made before anybody asks, and serves again for a while', async () => {
    const one = source();
    expect(made).toBe(1);
    expect(await dataOf(one)).toEqual([join(BLOCK, 'meta-1.json')]);
    now += 299_000;
    expect(await dataOf(one)).toEqual([join(BLOCK, 'meta-1.json')]);
  });

  it('is made anew, ending now, when the last one ended minutes ago', async () => {
    const one = source();
    await one.first;
    now += 301_000;
    expect(await dataOf(one)).toEqual([join(BLOCK, 'meta-2.json')]);
    expect(await dataOf(one)).toEqual([join(BLOCK, 'meta-2.json')]);
  });

  it('is absent, with a reason, when it cannot be made', async () => {
    const one = source(() => Promise.reject(new Error('no space')));
    await expect(one.first).rejects.toThrow('no space');
    expect(await dataOf(one)).toEqual([]);
    expect(lines).toEqual(['Prometheus starts without a synthetic history: no space']);
  });
});

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
