import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labProcesses, leftOutside, ROOT } from './_lab';

interface Rehearsed {
  readonly runs: readonly object[];
  readonly files: { readonly json: string; readonly markdown: string };
}

describe('lab rehearse', () => {
  it('runs a scenario on a lab of its own, sees that nothing is left, and takes the lab down', async () => {
    const child = spawn(process.execPath, [join(ROOT, 'bin/lab.js'), 'rehearse', '--only', 'task-killed', '--json'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`it ended with ${String(code)}:\n${stderr}\n${stdout}`);
    const { runs, files } = JSON.parse(stdout) as Rehearsed;
    expect(runs).toEqual([expect.objectContaining({ id: 'task-killed', outcome: 'met', wrong: [], left: [] })]);
    expect([files.json, files.markdown].map((file) => existsSync(join(ROOT, file)))).toEqual([true, true]);
    expect([...labProcesses(), ...leftOutside()]).toEqual([]);
  }, 400_000);
});
