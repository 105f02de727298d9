import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckReport } from '../../lib/cli/commands/check';
import { eventually, lab, ROOT, startForeground, type ForegroundLab } from './_lab';

/** Whose results these are; nobody's work is overwritten. */
const STUDENT = 'end-to-end-test';

/** The checks of a lesson, by their names. */
async function check(lesson: string, ...answers: string[]) {
  const { stdout, code } = await lab('check', lesson, '--as', STUDENT, '--json', ...answers);
  const { checks } = JSON.parse(stdout) as CheckReport;
  return { code, of: (id: string) => checks.find((one) => one.id === id)!, checks };
}

/** Lessons 5 and 12 with a real lab: what it says decides. */
describe('lab check', () => {
  let running: ForegroundLab;

  beforeAll(async () => {
    running = startForeground('--no-console');
    await running.ready;
    await lab('lesson', '5', '--as', STUDENT, '--plain', '--again');
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
    rmSync(join(ROOT, '.lab/results', `${STUDENT}.json`), { force: true });
  });

  it('takes live numbers from Prometheus, and explains a wrong one', async () => {
    await eventually(async () => (await check('5', '--answer', 'spent=0')).of('spent').status === 'pass');
    const { of, code } = await check(
      '5',
      '--answer',
      'spent=100',
      '--answer',
      'failures=600',
      '--answer',
      'cost=16.7',
    );
    expect(code).toBe(1);
    expect(of('spent')).toMatchObject({
      status: 'fail',
      because: expect.stringContaining('what is left of the budget'),
    });
    expect(of('failures')).toMatchObject({
      status: 'fail',
      because: expect.stringContaining('only one in ten of them fails'),
    });
    expect(of('cost').status).toBe('pass');
    expect(of('quiet')).toMatchObject({ status: 'pass', seen: 'nothing' });
    expect(of('fired')).toMatchObject({ status: 'fail', seen: expect.stringMatching(/^no alert since/) });
  });

  it('sees that the alert fired since the lesson began', async () => {
    const injected = await lab('fault', 'error', '--strength', '20%', '--for', '45s', '--no-follow');
    expect(injected.code).toBe(0);
    await eventually(async () => /fired at/.test((await check('5')).of('fired').seen), 90_000);
    expect((await check('5')).of('quiet').status).toBe('fail');
  });

  it('says that the lab is still there, and then that nothing is left', async () => {
    const gone = async () => (await check('12')).checks.find(({ kind }) => kind === 'gone')!;
    expect(await gone()).toMatchObject({
      status: 'fail',
      because: expect.stringContaining('the lab SreSloLab still runs'),
    });
    running.child.kill('SIGINT');
    await running.exited;
    expect(await gone()).toMatchObject({ status: 'pass' });
  });
});
