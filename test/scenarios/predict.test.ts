import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB_SHARES } from '../../lib/cli/traffic/mix';
import { LAB_SAMPLING } from '../../lib/model/sampling';
import { predict, readScenarios, type Scenario, type Situation, type WindowCount } from '../../lib/scenarios/index';
import { LAB_MIX, trafficOf } from '../../lib/scenarios/streams';
import { readSlos } from '../../lib/slo/input/index';

const ROOT = join(__dirname, '../..');
const files = readdirSync(join(ROOT, 'observability/slo')).map((file) => ({
  file,
  text: readFileSync(join(ROOT, 'observability/slo', file), 'utf8'),
}));
const { slos } = readSlos(files);
const WINDOWS = [20, 40, 60, 75, 180, 300, 480, 900, 1_800, 3_600, 7_200, 21_600, 86_400, 259_200, 2_592_000];

/** Full windows of even traffic without errors. */
const windows = (perSecond: number): WindowCount[] =>
  WINDOWS.map((seconds) => ({ seconds, total: perSecond * seconds, bad: 0 }));
const SITUATION: Situation = {
  windows: new Map([
    ['availability', windows(10)],
    ['latency-200ms', windows(10)],
    ['freshness', windows(3)],
    ['outside-in', windows(1)],
  ]),
  traffic: trafficOf({ rate: 10 }),
  probesPerSecond: 1,
  target: 'local',
};

function scenario(steps: string, load = ''): Scenario {
  const text = `id: x\ntitle: X\nkind: data\nobjective: x\n${load}\nsteps:\n  - ${steps}\nexpect: { seenBy: nobody }\n`;
  const { scenarios, problems } = readScenarios([{ file: 'x.yaml', text }], slos);
  expect(problems).toEqual([]);
  return scenarios[0]!;
}

const predicted = (steps: string, situation = SITUATION, load = '') => {
  const { alerts, budgets, ...rest } = predict(scenario(steps, load), situation, slos, LAB_SAMPLING);
  return {
    ...rest,
    fires: Object.fromEntries(
      alerts.filter(({ clock }) => clock === 'class').map(({ slo, tier, firesAt }) => [`${slo} ${tier}`, firesAt]),
    ),
    spends: Object.fromEntries(
      budgets
        .filter(({ clock, spent }) => clock === 'class' && spent > 0.0001)
        .map(({ slo, spent }) => [slo, Number(spent.toFixed(3))]),
    ),
  };
};

describe('predict', () => {
  it('says when the page comes and what it costs, as the burn rate has it', () => {
    // 10 % of 10 requests a second for 60 s, of 36,000 in the hour: 60 bad, of which 360 may be.
    const { fires, spends, seenBy } = predicted('{ at: 0s, action: error, strength: 10%, for: 60s }');
    expect(fires).toMatchObject({ 'availability page-fast': 40 });
    expect(spends).toEqual({ availability: 0.167, 'outside-in': 0.167 });
    expect(seenBy).toBe('both');
  });

  it('reckons with what the windows hold already', () => {
    const before = WINDOWS.map((seconds) => ({ seconds, total: 10 * seconds, bad: Math.min(30, seconds) }));
    const situation = { ...SITUATION, windows: new Map([...SITUATION.windows, ['availability', before]]) };
    const { fires } = predicted('{ at: 0s, action: error, strength: 10%, for: 60s }', situation);
    expect(fires['availability page-fast']).toBeLessThan(40);
  });

  it('reckons with a load, which makes failures of others weigh less', () => {
    const { spends } = predicted('{ at: 0s, action: requests, rate: 10, mix: { /fail: 1 }, for: 10s }');
    expect(spends['availability']).toBeCloseTo(100 / 36_100 / 0.01, 2);
    const { spends: beside } = predicted('{ at: 0s, action: kill }', SITUATION, 'load: { rate: 50 }');
    expect(beside).toEqual({ 'outside-in': 0.028 });
  });

  it('tells outside from inside: a killed task counts nothing, a client error spends nothing, a spike neither', () => {
    expect(predicted('{ at: 0s, action: kill }')).toMatchObject({
      seenBy: 'outside-in',
      spends: { 'outside-in': 0.028 },
    });
    const client = "{ at: 0s, action: requests, rate: 10, mix: { '/api/error?type=client': 1 }, for: 10s }";
    expect(predicted(client)).toMatchObject({ seenBy: 'nobody', spends: {}, fires: {} });
    expect(predicted('{ at: 0s, action: spike, rate: 100, for: 10s }')).toMatchObject({ seenBy: 'nobody', spends: {} });
  });

  it('knows what each SLO counts: slow answers, stale data, degraded answers', () => {
    const slow = predicted('{ at: 0s, action: latency, strength: 400ms, route: /, for: 30s }');
    expect(slow.spends).toEqual({ 'latency-200ms': 0.05 });
    expect(predicted('{ at: 0s, action: latency, strength: 100ms, for: 30s }').spends).toEqual({});
    expect(predicted('{ at: 0s, action: stale, for: 60s }').spends).toEqual({});
    expect(predicted('{ at: 0s, action: stale, for: 80s }').spends).toEqual({ freshness: 0.111 });
    // The breaker tries again 11, 21 and 31 seconds after the first failures.
    expect(predicted('{ at: 0s, action: dependency, for: 25s }').spends).toEqual({ freshness: 0.172 });
  });

  it('doubts itself when Prometheus goes away', () => {
    expect(predicted('{ at: 0s, action: stop-task, service: observability }').doubt).toContain('Prometheus is away');
    expect(predicted('{ at: 0s, action: kill }').doubt).toBeNull();
  });

  it('takes longer to have a task back on AWS', () => {
    const aws = predicted('{ at: 0s, action: kill }', { ...SITUATION, target: 'aws' });
    expect(aws.spends['outside-in']).toBe(1.25);
    expect(aws.recoverySeconds).toBe(75);
  });

  it('has the lab’s own mix', () => {
    expect(LAB_MIX).toEqual(LAB_SHARES.map(({ request, weight }) => ({ path: request.path, weight })));
  });
});
