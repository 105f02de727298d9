import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../lib/scenarios/run-record';
import { lab, ROOT, startForeground, type ForegroundLab } from './_lab';

export const RUNS = join(ROOT, '.lab', 'runs');
export const JOURNAL = join(RUNS, 'undo-SreSloLab.json');

/** A `lab run` that is under way. */
export interface ScenarioRun {
  readonly child: ChildProcess;
  /** What it tells while it runs. */
  readonly told: () => string;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly report: { readonly record: RunRecord } | undefined;
  }>;
}

/** `lab run … --json` as a user types it. */
export function startScenario(...args: string[]): ScenarioRun {
  const child = spawn(process.execPath, [join(ROOT, 'bin/lab.js'), 'run', ...args, '--json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]: unknown[]) => ({
    code: code as number | null,
    report: stdout === '' ? undefined : (JSON.parse(stdout) as { readonly record: RunRecord }),
  }));
  return { child, told: () => stderr, ended };
}

/**
 * Runs scenarios one after the other on a lab of their own, and wants each to do what it says. What a scenario expects are times
 * and shares of a real system: on a machine that stalls for some seconds one may miss them, so it has a second try on a fresh hour,
 * and what was wrong with the first is printed.
 */
export function runsOnOneLab(ids: readonly string[]): void {
  let running: ForegroundLab;
  beforeAll(async () => {
    running = startForeground('--traffic', '10');
    await running.ready;
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
  });

  it.each(ids)(
    '%s does what it says, and leaves nothing behind',
    async (id) => {
      let got = await doneBy(id);
      if (got.problems?.length !== 0 || got.code !== 0) {
        process.stderr.write(
          `${id} is run once more, on a fresh hour:\n${JSON.stringify(got.problems)}\n${got.told}\n`,
        );
        expect(await lab('reset')).toMatchObject({ code: 0 });
        got = await doneBy(id);
      }
      const { problems, code, record, told } = got;
      expect({ problems, told: code === 0 ? '' : told }).toEqual({ problems: [], told: '' });
      expect(record).toMatchObject({ id, outcome: 'met', restored: { isRestored: true, by: 'run' } });
      expect(existsSync(JOURNAL)).toBe(false);
      expect(readdirSync(RUNS).filter((name) => name.endsWith(`-${id}.json`))).not.toEqual([]);
    },
    600_000,
  );
}

/** What a scenario did that it does not say; undefined when it did not begin. */
async function doneBy(id: string) {
  const run = startScenario(id, '--wait', '2m');
  const { code, report } = await run.ended;
  const problems = report?.record.verdicts.filter(({ isMet }) => !isMet);
  return { code, record: report?.record, problems, told: run.told() };
}
