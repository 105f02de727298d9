import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually, lab, ROOT, startForeground, status, type ForegroundLab } from './_lab';

interface Follow {
  readonly outcome: string;
  readonly missing: readonly string[];
  readonly timeline: readonly { readonly name: string; readonly afterMs: number; readonly detail: string }[];
}

/** The instructor's commands against a running lab: each follows what it did to its end. */
describe('traffic, levers and the screen', () => {
  let running: ForegroundLab;
  beforeAll(async () => {
    running = startForeground('--traffic', '10');
    await running.ready;
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
  });

  // eslint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever asks knows what a command prints
  const json = async <T>(...args: string[]): Promise<{ code: number | null; data: T }> => {
    const { code, stdout, stderr } = await lab(...args, '--json');
    if (stdout === '') throw new Error(`lab ${args.join(' ')} printed no data:\n${stderr}`);
    return { code, data: JSON.parse(stdout) as T };
  };
  const follow = (...args: string[]) => json<Follow>(...args);
  const names = ({ timeline }: Follow) => timeline.map(({ name }) => name).filter((name) => name !== 'SLI falls');
  const app = async () => (await status()).services.find(({ name }) => name === 'sre-app-service')!;

  it('sends exactly the traffic that was asked for, over the whole mix', async () => {
    const { code, data } = await json<{
      asked: number;
      sent: number;
      errors: number;
      outcomes: Record<string, number>;
      slo: { slo: string; clock: string } | null;
    }>('traffic', '--rate', '40', '--for', '10s', '--mix', '/=3,/fail=1');
    expect(code).toBe(0);
    expect(data).toMatchObject({ asked: 400, sent: 400, errors: 100, outcomes: { 200: 300, 500: 100 } });
    expect(data.slo).toMatchObject({ slo: 'availability', clock: 'class' });
  });

  it('ends traffic with the summary at Ctrl-C, and follows a replaced task meanwhile', async () => {
    const traffic = spawn(
      process.execPath,
      [join(ROOT, 'bin/lab.js'), 'traffic', '--rate', '50', '--for', '10m', '--json'],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    let text = '';
    traffic.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const before = (await app()).tasks[0]!.id;
    const { data } = await follow('kill');
    expect(names(data)).toEqual(
      expect.arrayContaining([
        'task stopped',
        'replacement running',
        'DNS answer changed',
        'target UP',
        'SLI recovered',
      ]),
    );
    expect(data).toMatchObject({ outcome: 'over', missing: [] });
    expect((await app()).tasks[0]!.id).not.toBe(before);
    traffic.kill('SIGINT');
    const [code] = (await once(traffic, 'close')) as [number];
    const report = JSON.parse(text) as { sent: number; errors: number; interrupted: boolean };
    expect(code).toBe(130);
    expect(report.interrupted).toBe(true);
    // The replacement was found: most of it was answered after the kill.
    expect(report.sent - report.errors).toBeGreaterThan(report.sent / 2);
  });

  it('stops a task in order, scales, and redeploys', async () => {
    const stopped = await follow('stop-task', '--reason', 'lesson 4');
    expect(stopped).toMatchObject({ code: 0, data: { outcome: 'over' } });
    expect(stopped.data.timeline.find(({ name }) => name === 'task stopped')?.detail).toContain(
      'UserInitiated, lesson 4',
    );
    const two = await follow('scale', '2');
    expect(two).toMatchObject({ code: 0, data: { outcome: 'over' } });
    expect((await app()).running).toBe(2);
    const before = new Set((await app()).tasks.map(({ id }) => id));
    const redeployed = await follow('redeploy');
    expect(redeployed).toMatchObject({ code: 0, data: { outcome: 'over' } });
    expect((await app()).tasks.filter(({ id }) => before.has(id))).toEqual([]);
  });

  it('scales to nothing and back', async () => {
    const none = await follow('scale', '0');
    expect(none).toMatchObject({ code: 0, data: { outcome: 'over' } });
    expect(names(none.data)).toContain('target gone');
    const { code, stderr } = await lab('traffic', '--for', '5s');
    expect(code).toBe(1);
    expect(stderr).toContain('no task of the app has a public address now');
    const back = await follow('scale', '1');
    expect(back).toMatchObject({ code: 0, data: { outcome: 'over' } });
    expect((await app()).running).toBe(1);
  });

  it('sets a fault on every task, shows it and ends it', async () => {
    const set = await json<{ faults: readonly { id: string }[]; followed: Follow }>(
      'fault',
      'error',
      '--strength',
      '40%',
      '--for',
      '20s',
    );
    expect(set).toMatchObject({ code: 0, data: { followed: { outcome: 'over' } } });
    expect(set.data.followed.timeline.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['fault on', 'SLI falls', 'fault over', 'SLI recovered']),
    );
    await lab('fault', 'latency', '--strength', '50ms', '--no-follow');
    expect((await json('fault', 'list')).data).toMatchObject({ faults: [{ id: 'latency-all', strength: 50 }] });
    expect((await lab('fault', '--off', 'all')).stdout).toContain('latency-all is over in task');
    expect((await json('fault', 'list')).data).toMatchObject({ faults: [] });
    const wrong = await lab('fault', '--off', 'nobody');
    expect(wrong).toMatchObject({ code: 1, stderr: 'lab: no task has a fault "nobody"; there are: none\n' });
  });

  it('watches: once for programs, line by line without a terminal', async () => {
    const { data } = await json<{ discovery: readonly { by: string }[]; targets: readonly object[] }>('watch');
    expect(data.discovery.map(({ by }) => by)).toEqual(['dns', 'dns']);
    expect(data.targets.length).toBeGreaterThan(0);
    const watch = spawn(process.execPath, [join(ROOT, 'bin/lab.js'), 'watch', '--plain'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let text = '';
    watch.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await eventually(async () => text.includes('target '));
    await lab('kill', '--no-follow');
    await eventually(async () => /bad: task \w+ of sre-app-service stopped: EssentialContainerExited/.test(text));
    await eventually(async () => /good: task \w+ of sre-app-service runs at/.test(text));
    watch.kill('SIGTERM');
    await once(watch, 'close');
  });
});
