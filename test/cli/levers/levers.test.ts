import { advance, missing, start } from '../../../lib/cli/follow/plan';
import { chooseTask } from '../../../lib/cli/levers/choose-task';
import { redeployLever } from '../../../lib/cli/levers/redeploy';
import { killLever, stopTaskLever } from '../../../lib/cli/levers/replace-task';
import { scaleLever } from '../../../lib/cli/levers/scale';
import type { LabSnapshot } from '../../../lib/cli/snapshot/snapshot';
import { fakeApi, healthyLab } from '../status/fake-lab';
import { app, dns, leaving, snapshot, T0, target, task } from '../snapshot/lab-snapshots';

function labThatRemembers() {
  const asked: unknown[][] = [];
  const api = {
    ...fakeApi(healthyLab()),
    updateService: async (...args: unknown[]) => void asked.push(args),
    stopTask: async (...args: unknown[]) => void asked.push(args),
  };
  return { lab: { api, cluster: 'SreSloLab', endpoint: null, dns: null }, asked };
}

const observability = (desired: number) => app([], { name: 'sre-observability-service', desired, running: desired });

describe('choosing a task', () => {
  const two = snapshot(0, { services: [app([task('abc1', '10.0.0.5'), task('abd2', '10.0.0.6')])] });

  it('takes the first that runs, or the one whose id begins like that', () => {
    expect(chooseTask(two, 'sre-app-service').id).toBe('abc1');
    expect(chooseTask(two, 'sre-app-service', 'abd').id).toBe('abd2');
  });

  it('refuses what is nobody, and what is several', () => {
    expect(() => chooseTask(two, 'sre-app-service', 'x')).toThrow(
      'sre-app-service has no running task whose id begins with "x"; there are: abc1, abd2; start one with "npx lab scale 1"',
    );
    expect(() => chooseTask(two, 'sre-app-service', 'ab')).toThrow(
      '--task "ab" is the beginning of several tasks; give more of its id',
    );
    expect(() => chooseTask(snapshot(0, { services: [app([])] }), 'sre-app-service')).toThrow(
      'sre-app-service has no running task; there are: none; start one with "npx lab scale 1"',
    );
  });
});

describe('lab kill', () => {
  it('says where it would send /kill to when the task has no public address', () => {
    const closed = snapshot(0, { services: [app([task('abcdefgh9', '10.0.0.5', { publicAddress: null })])] });
    expect(() => killLever(closed, undefined)).toThrow(
      'task abcdefgh has no public address to send /kill to: it is in a private subnet, and its load balancer lets no /kill in; ' +
        'the console\'s hands kill from inside, and "npx lab stop-task --task abcdefgh" asks ECS',
    );
  });
});

describe('lab stop-task', () => {
  it('stops the task with its reason, and says who serves meanwhile', async () => {
    const { lab, asked } = labThatRemembers();
    const lever = stopTaskLever(lab, snapshot(0), { service: 'sre-app-service', reason: 'lesson 4' });
    expect(lever.announcement).toContain('It is the only one: nobody serves until then.');
    expect(await lever.act()).toBe('task aaaaaaaa was told to stop');
    expect(asked).toEqual([['SreSloLab', 'aaaaaaaa1', 'lesson 4']]);
  });
});

describe('lab scale', () => {
  /** What of a plan is not to be seen in a snapshot. */
  const notSeen = (lever: ReturnType<typeof scaleLever>, looks: readonly LabSnapshot[]) => {
    const plan = lever.plan();
    return missing(
      plan,
      looks.reduce((progress, look) => advance(plan, progress, look), start(T0)),
    );
  };

  it('waits for each task, its address in DNS and its target', async () => {
    const { lab, asked } = labThatRemembers();
    const before = snapshot(0, { services: [app([task('aaaaaaaa1', '10.0.0.5')]), observability(1)] });
    const lever = scaleLever(lab, before, 'sre-app-service', 2);
    expect(await lever.act()).toBe('sre-app-service shall have 2 tasks');
    expect(asked).toEqual([['SreSloLab', 'sre-app-service', { desiredCount: 2 }]]);
    const tasks = [task('aaaaaaaa1', '10.0.0.5'), task('bbbbbbbb2', '10.0.0.6')];
    const services = [app(tasks, { desired: 2 }), observability(1)];
    const half = snapshot(1, { services });
    expect(notSeen(lever, [half])).toEqual(['DNS answer changed', 'target UP', 'SLI recovered']);
    const all = {
      services,
      discovery: [dns(['10.0.0.5', '10.0.0.6'])],
      targets: [target('10.0.0.5'), target('10.0.0.6')],
    };
    expect(notSeen(lever, [snapshot(2, all), snapshot(15, all)])).toEqual([]);
  });

  it('to nothing waits until the tasks have stopped, DNS is empty and the target is gone, and for no SLI', () => {
    const before = snapshot(0, { services: [app([task('aaaaaaaa1', '10.0.0.5')]), observability(1)] });
    const lever = scaleLever(labThatRemembers().lab, before, 'sre-app-service', 0);
    const services = [app([], { desired: 0 }), observability(1)];
    const stopping = { services, leaving: [leaving('aaaaaaaa1', { lastStatus: 'STOPPING' })], discovery: [dns([])] };
    expect(notSeen(lever, [snapshot(1, stopping)])).toEqual(['task stopped', 'target gone']);
    expect(notSeen(lever, [snapshot(2, { ...stopping, leaving: [leaving('aaaaaaaa1')], targets: [] })])).toEqual([]);
  });

  it('brings what watches the app back with it: an expired lab has neither', async () => {
    const { lab, asked } = labThatRemembers();
    const expired = snapshot(0, { services: [app([], { desired: 0 }), observability(0)] });
    const lever = scaleLever(lab, expired, 'sre-app-service', 1);
    expect(lever.announcement).toContain(
      'sre-app-service from 0 to 1 task; sre-observability-service from 0 to 1 task',
    );
    await lever.act();
    expect(asked).toEqual([
      ['SreSloLab', 'sre-app-service', { desiredCount: 1 }],
      ['SreSloLab', 'sre-observability-service', { desiredCount: 1 }],
    ]);
    expect(notSeen(lever, [expired])).toContain('sre-observability-service 1/1');
  });

  it('refuses a second Prometheus', () => {
    expect(() => scaleLever(labThatRemembers().lab, snapshot(0), 'sre-observability-service', 2)).toThrow(
      'sre-observability-service cannot have 2 tasks: two Prometheus servers would each hold half of the story; allowed: 0 or 1',
    );
  });
});

describe('lab redeploy', () => {
  const before = snapshot(0);

  it('forces a new deployment, and is over when it is completed with other tasks', async () => {
    const { lab, asked } = labThatRemembers();
    const lever = redeployLever(lab, before, 'sre-app-service');
    await lever.act();
    expect(asked).toEqual([['SreSloLab', 'sre-app-service', { forceNewDeployment: true }]]);
    const plan = lever.plan();
    // The old task and a completed deployment: of before.
    expect(advance(plan, start(T0), before).reached).toEqual([]);
    const fresh = {
      services: [app([task('bbbbbbbb2', '10.0.1.5')])],
      discovery: [dns(['10.0.1.5'])],
      targets: [target('10.0.1.5')],
    };
    const done = advance(plan, start(T0), snapshot(9, { ...fresh, leaving: [leaving('aaaaaaaa1')] }));
    expect(missing(plan, done)).toEqual(['SLI recovered']);
  });

  it('fails with the reason of the deployment', () => {
    const plan = redeployLever(labThatRemembers().lab, before, 'sre-app-service').plan();
    const deployments = [{ status: 'PRIMARY', rolloutState: 'FAILED', reason: 'circuit breaker' }];
    expect(plan.failedIn?.(snapshot(1, { services: [app([], { deployments })] }))).toBe('circuit breaker');
    expect(plan.failedIn?.(before)).toBeUndefined();
  });

  it('has nothing to replace where nothing is wanted', () => {
    const none = snapshot(0, { services: [app([], { desired: 0 })] });
    expect(() => redeployLever(labThatRemembers().lab, none, 'sre-app-service')).toThrow(
      'sre-app-service has no task that could be replaced; start one with "npx lab scale 1"',
    );
  });
});
