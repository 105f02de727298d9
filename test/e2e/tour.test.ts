import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, labProcesses, leftOutside, ROOT } from './_lab';

interface Tour {
  readonly chapters: readonly { readonly title: string; readonly seen: readonly { readonly name: string }[] }[];
  readonly incident: {
    readonly measures: Readonly<Record<'detect' | 'acknowledge' | 'recover', { readonly value: number | null }>>;
    readonly failed: { readonly inside: { readonly failed: number } };
  };
  readonly files: { readonly markdown: string; readonly html: string };
}

/** `npm run tour`, as far as it has come. */
function startTour(...more: string[]) {
  const child = spawn('npm', ['run', '--silent', 'tour', '--', ...more], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C in a terminal reaches npm and the lab alike.
    detached: true,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]: unknown[]) => code);
  return {
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    interrupt: () => process.kill(-child.pid!, 'SIGINT'),
  };
}

/** The tour may take four minutes; what is left is a slow machine's start. */
const LIMIT_MS = 300_000;

describe('npm run tour', () => {
  it(
    'tells the whole story and takes the lab down: about two minutes without a terminal',
    async () => {
      const tour = startTour('--json');
      const code = await tour.ended;
      if (code !== 0) throw new Error(`it ended with ${String(code)}:\n${tour.stderr()}`);
      const { chapters, incident, files } = JSON.parse(tour.stdout()) as Tour;
      expect(chapters.map(({ title, seen }) => [title, ...seen.map(({ name }) => name)])).toEqual([
        ['The lab comes up'],
        ['Users arrive', 'SLI known', 'no alert', 'good traffic'],
        ['A partial failure', 'SLI falls', 'alert fires'],
        ['The page'],
        ['The task is killed', 'task stopped', 'replacement running', 'DNS answer changed', 'target UP'],
        ['Recovery', 'SLI recovered', expect.anything(), expect.anything()],
        ['The report'],
        ['The lab goes down'],
      ]);
      const known = { value: expect.any(Number) as number };
      expect(incident.measures).toEqual({ detect: known, acknowledge: known, recover: known });
      expect(incident.failed.inside.failed).toBeGreaterThan(0);
      expect([files.markdown, files.html].map((file) => existsSync(join(ROOT, file)))).toEqual([true, true]);
      expect([...labProcesses(), ...leftOutside()]).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'takes the lab down at Ctrl-C in the middle of it',
    async () => {
      const tour = startTour();
      await eventually(async () => {
        if (tour.child.exitCode !== null) throw new Error(tour.stderr());
        return tour.stdout().includes('USERS ARRIVE');
      }, 120_000);
      tour.interrupt();
      expect(await tour.ended).toBe(130);
      expect(tour.stdout()).toContain('the lab is down; nothing of it is left running');
      await eventually(async () => [...labProcesses(), ...leftOutside()].length === 0);
    },
    LIMIT_MS,
  );
});
