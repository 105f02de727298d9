import { follow, type FollowReport } from '../../../lib/cli/follow/follow';
import type { Plan } from '../../../lib/cli/follow/plan';
import { formatFollow } from '../../../lib/cli/format/follow';
import { PLAIN } from '../../../lib/cli/format/style';
import { replacementPlan } from '../../../lib/cli/levers/replace-task';
import type { LabSnapshot } from '../../../lib/cli/snapshot/snapshot';
import { fakeContext } from '../fake-host';
import { app, dns, leaving, slo, snapshot, T0, target, task } from '../snapshot/lab-snapshots';

const OLD = 'aaaaaaaa1';
const NEW = task('bbbbbbbb2', '10.0.1.5');
const PLAN = replacementPlan('sre-app-service', [OLD]);

/** A lab whose looks are given, one after the other; the last one is repeated. */
async function followed(
  looks: readonly LabSnapshot[],
  options: { readonly plan?: Plan; readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<{ report: FollowReport; lines: readonly string[] }> {
  const context = fakeContext();
  let next = 0;
  const source = { take: async () => looks[Math.min(next++, looks.length - 1)]! };
  const report = await follow(
    source,
    {
      did: 'task aaaaaaaa was killed',
      plan: options.plan ?? PLAN,
      before: snapshot(-1),
      startedAt: T0,
      timeoutMs: options.timeoutMs ?? 60_000,
      signal: options.signal ?? new AbortController().signal,
      everyMs: 1,
    },
    context,
  );
  return { report, lines: context.lines };
}

const GONE = snapshot(1, {
  services: [app([])],
  leaving: [leaving(OLD)],
  discovery: [dns([])],
  targets: [target('10.0.0.5')],
});
const RUNNING = snapshot(2, {
  services: [app([NEW])],
  leaving: [leaving(OLD)],
  discovery: [dns([])],
  targets: [target('10.0.0.5', 'down')],
});
const DISCOVERED = { ...RUNNING, at: T0 + 3_000, discovery: [dns(['10.0.1.5'])] };
const BURNING = { ...DISCOVERED, at: T0 + 5_000, slos: [slo('availability', 0), slo('outside-in', 10)] };
const UP = { ...BURNING, at: T0 + 7_000, targets: [target('10.0.1.5')] };
const RECOVERED = { ...UP, at: T0 + 27_000, slos: [slo('availability', 0), slo('outside-in', 0, { budgetLeft: 0.4 })] };

describe('following a task that was killed', () => {
  it('tells each milestone once, as it is reached, with the time since', async () => {
    const { report, lines } = await followed([snapshot(0), GONE, RUNNING, DISCOVERED, BURNING, UP, RECOVERED]);
    expect(report.timeline).toEqual([
      {
        name: 'task stopped',
        afterMs: 1_000,
        detail: 'aaaaaaaa: EssentialContainerExited, Essential container in task exited',
      },
      { name: 'replacement running', afterMs: 2_000, detail: 'bbbbbbbb at 10.0.1.5' },
      {
        name: 'DNS answer changed',
        afterMs: 3_000,
        detail: 'sre-app-service.sre.local → 10.0.1.5; resolvers may keep the old one for 10 s',
      },
      { name: 'SLI falls', afterMs: 5_000, detail: 'outside-in 90.0 % in the last 20s' },
      { name: 'target UP', afterMs: 7_000, detail: '10.0.1.5:5000' },
      {
        name: 'SLI recovered',
        afterMs: 27_000,
        detail: 'availability 100 % in the last 20s; outside-in 100 % in the last 20s',
      },
    ]);
    expect(report).toMatchObject({ outcome: 'over', missing: [], tookMs: 27_000 });
    expect(report.cost).toEqual([{ slo: 'outside-in', objective: '99%', share: expect.closeTo(0.1) }]);
    expect(lines[0]).toBe(
      '✓    1.0 s  task stopped         aaaaaaaa: EssentialContainerExited, Essential container in task exited',
    );
    expect(formatFollow(report, PLAIN)).toBe('✓ Over after 27 s. It cost 10.0 % of outside-in 99% (class hour).');
  });

  it('waits until a failure would have been seen before it says that the SLI did not fall', async () => {
    const calm = [slo('availability', 0), slo('outside-in', 0)];
    const early = { ...UP, slos: calm };
    const { report } = await followed([GONE, early, { ...early, at: T0 + 18_000 }, { ...early, at: T0 + 20_000 }]);
    expect(report.timeline.at(-1)).toEqual({
      name: 'SLI recovered',
      afterMs: 20_000,
      detail: 'it did not fall below its target',
    });
  });

  it('does not take a target for UP that is of the old task', async () => {
    const stale = { ...DISCOVERED, targets: [target('10.0.0.5'), target('10.0.1.5')] };
    const { report } = await followed([stale, { ...stale, at: T0 + 61_000 }]);
    expect(report.missing).toEqual(['target UP', 'SLI recovered']);
  });

  it('goes on while Prometheus and the AWS API are away, and takes no silence for an answer', async () => {
    const blind = { services: null, discovery: null, targets: null, slos: null, alerts: null, problem: 'throttled' };
    const { report } = await followed([
      GONE,
      { ...snapshot(2, blind), leaving: [] },
      RUNNING,
      { ...DISCOVERED, targets: null, slos: null },
      { ...UP, at: T0 + 9_000 },
      RECOVERED,
    ]);
    expect(report.outcome).toBe('over');
    expect(report.timeline.find(({ name }) => name === 'target UP')?.afterMs).toBe(9_000);
  });

  it('says what it waited for when the time is up, and why it could not see it', async () => {
    const lost = { ...DISCOVERED, targets: null, slos: null, alerts: null };
    const { report } = await followed([lost, { ...lost, at: T0 + 60_000 }]);
    expect(formatFollow(report, PLAIN)).toBe(
      '✗ Not over after 1 m 0 s; not seen: target UP, SLI recovered (Prometheus at http://127.0.9.2:9090 does not answer). ' +
        'Look with "npx lab status", or give it more time with --timeout.',
    );
  });

  it('stops to look when it is asked to, and says that the rest goes on', async () => {
    const controller = new AbortController();
    controller.abort();
    const { report } = await followed([GONE], { signal: controller.signal });
    expect(report.outcome).toBe('stopped');
    expect(formatFollow(report, PLAIN)).toBe(
      '● Nobody follows it any more after 1.0 s; not seen: replacement running, DNS answer changed, target UP, SLI recovered. ' +
        'What was set off goes on; look with "npx lab watch".',
    );
  });

  it('fails as soon as it can be seen that it will never be over', async () => {
    const plan = { ...PLAN, failedIn: () => 'ECS deployment circuit breaker: tasks failed to start.' };
    const { report } = await followed([GONE], { plan });
    expect(report).toMatchObject({
      outcome: 'failed',
      problem: 'ECS deployment circuit breaker: tasks failed to start.',
    });
  });
});
