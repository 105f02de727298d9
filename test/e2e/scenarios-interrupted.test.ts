import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRecords } from '../../lib/cli/scenarios/record-files';
import { eventually, lab, labEnvironment, output, startForeground, status, type ForegroundLab } from './_lab';
import { JOURNAL, RUNS, startScenario, type ScenarioRun } from './_scenarios';

/** A lab that has just started is watched for a minute before a run begins. */
const BEGINS_WITHIN_MS = 150_000;

/** Runs that do not come to their end: whatever they did is undone. */
describe('a run that is interrupted', () => {
  let running: ForegroundLab;
  let environment: NodeJS.ProcessEnv;
  beforeAll(async () => {
    running = startForeground('--traffic', '10');
    await running.ready;
    environment = await labEnvironment();
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
  });

  const app = async () => (await status()).services.find(({ name }) => name === 'sre-app-service')!;
  const revision = async () => {
    const args = ['ecs', 'describe-services', '--cluster', 'SreSloLab', '--services', 'sre-app-service'];
    const endpoint = ['--endpoint-url', environment.AWS_ENDPOINT_URL!, '--output', 'json'];
    const answer = await output(['/usr/bin/aws', ...endpoint, ...args], environment);
    return (JSON.parse(answer) as { services: { taskDefinition: string }[] }).services[0]!.taskDefinition;
  };
  const step = (run: ScenarioRun) => eventually(async () => /step: /.test(run.told()) || run.told(), BEGINS_WITHIN_MS);
  const faults = async () =>
    (JSON.parse((await lab('fault', 'list', '--json')).stdout) as { faults: readonly object[] }).faults;
  const lastRecord = () => readRecords(RUNS).at(-1)!.record;
  const isWell = async () => {
    const { desired, running: count } = await app();
    return desired === 1 && count === 1;
  };

  it('by Ctrl-C, while the app has no task', async () => {
    const run = startScenario('scaled-to-zero', '--wait', '2m');
    await step(run);
    expect((await app()).desired).toBe(0);
    run.child.kill('SIGINT');
    const { code, report } = await run.ended;
    expect(code).toBe(130);
    expect(report?.record).toMatchObject({ outcome: 'interrupted', restored: { isRestored: true, by: 'run' } });
    expect(await app()).toMatchObject({ desired: 1, running: 1 });
    expect(existsSync(JOURNAL)).toBe(false);
  }, 240_000);

  it('by SIGTERM, before its first step', async () => {
    const run = startScenario('partial-failure', '--wait', '2m');
    await eventually(async () => existsSync(JOURNAL) || run.told(), BEGINS_WITHIN_MS);
    run.child.kill('SIGTERM');
    const { code, report } = await run.ended;
    expect(code).toBe(143);
    expect(report?.record).toMatchObject({ outcome: 'interrupted', restored: { isRestored: true } });
    expect(await faults()).toEqual([]);
  }, 240_000);

  it('by SIGKILL, while faults are on', async () => {
    const run = startScenario('partial-failure', '--wait', '2m');
    await step(run);
    expect(await faults()).toHaveLength(1);
    run.child.kill('SIGKILL');
    await eventually(async () => !existsSync(JOURNAL));
    expect(await faults()).toEqual([]);
    expect(lastRecord()).toMatchObject({ outcome: 'interrupted', restored: { isRestored: true, by: 'guardian' } });
  }, 240_000);

  it('by SIGKILL, while a bad version serves', async () => {
    const before = await revision();
    const run = startScenario('bad-deployment', '--wait', '2m');
    await step(run);
    expect(await revision()).not.toBe(before);
    run.child.kill('SIGKILL');
    await eventually(async () => !existsSync(JOURNAL));
    expect(await revision()).toBe(before);
    expect(lastRecord()).toMatchObject({ id: 'bad-deployment', restored: { isRestored: true, by: 'guardian' } });
    await eventually(isWell);
  }, 240_000);

  it('by SIGKILL, and the guardian with it: the next run restores', async () => {
    const run = startScenario('scaled-to-zero', '--wait', '2m');
    await step(run);
    // Stopped, it cannot act when the run dies; then it dies itself.
    const guardian = await guardianOf(run);
    process.kill(guardian, 'SIGSTOP');
    run.child.kill('SIGKILL');
    process.kill(guardian, 'SIGKILL');
    await run.ended;
    expect((await app()).desired).toBe(0);
    expect(existsSync(JOURNAL)).toBe(true);
    const { code, stdout } = await lab('run', '--restore');
    expect(stdout).toContain('sre-app-service shall have 1 again');
    expect(code).toBe(0);
    expect(existsSync(JOURNAL)).toBe(false);
    expect(lastRecord()).toMatchObject({ outcome: 'interrupted', restored: { isRestored: true, by: 'later' } });
    await eventually(isWell);
  }, 240_000);

  it('keeps a blind run’s cause until it is revealed', async () => {
    // Those before have spent what a drawn incident may cost.
    expect(await lab('reset')).toMatchObject({ code: 0 });
    await eventually(async () => (await lab('policy')).code === 0);
    const run = startScenario('--blind', '--seed', '3', '--wait', '2m');
    await eventually(async () => existsSync(JOURNAL) || run.told(), BEGINS_WITHIN_MS);
    run.child.kill('SIGINT');
    const { code } = await run.ended;
    expect(code).toBe(130);
    expect(lastRecord()).toMatchObject({ id: 'blind', kind: null, steps: [], prediction: null });
    expect(run.told()).not.toMatch(/step: |fault /);
    const revealed = JSON.parse((await lab('run', '--reveal', '--json')).stdout) as {
      record: { id: string; steps: object[] };
    };
    expect(revealed.record.id).not.toBe('blind');
    expect(revealed.record.steps.length).toBeGreaterThan(0);
  }, 240_000);
});

/** The process that was started with the journal of the run. */
async function guardianOf(run: ScenarioRun): Promise<number> {
  const children = await output(['/usr/bin/env', 'sh', '-c', `cat /proc/${run.child.pid}/task/*/children`]);
  for (const pid of children.trim().split(/\s+/)) {
    const command = await output(['/usr/bin/env', 'sh', '-c', `tr '\\0' ' ' < /proc/${pid}/cmdline`]);
    if (command.includes(join('scenarios', 'guardian-main.js'))) return Number(pid);
  }
  throw new Error(`the run has no guardian among its children: ${children}`);
}
