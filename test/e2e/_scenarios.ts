import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../lib/scenarios/run-record';
import { ROOT, startForeground, type ForegroundLab } from './_lab';

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

/** Runs scenarios one after the other on a lab of their own, and wants each to do what it says. */
export function runsOnOneLab(ids: readonly string[]): void {
  let lab: ForegroundLab;
  beforeAll(async () => {
    lab = startForeground('--traffic', '10');
    await lab.ready;
  });
  afterAll(async () => {
    lab.child.kill('SIGINT');
    await lab.exited;
  });

  it.each(ids)(
    '%s does what it says, and leaves nothing behind',
    async (id) => {
      const run = startScenario(id, '--wait', '2m');
      const { code, report } = await run.ended;
      const problems = report?.record.verdicts.filter(({ isMet }) => !isMet);
      expect({ problems, said: report === undefined || code !== 0 ? run.told() : '' }).toEqual({
        problems: [],
        said: '',
      });
      expect(report?.record).toMatchObject({ id, outcome: 'met', restored: { isRestored: true, by: 'run' } });
      expect(code).toBe(0);
      expect(existsSync(JOURNAL)).toBe(false);
      expect(readdirSync(RUNS).filter((name) => name.endsWith(`-${id}.json`))).toHaveLength(1);
    },
    360_000,
  );
}
