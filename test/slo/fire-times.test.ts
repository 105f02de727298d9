import { playIncident } from '../../lib/slo/incident';
import type { Tier } from '../../lib/slo/model';
import { totalsOf, type Phase } from '../../lib/slo/timeline';
import { askRules, type Question } from './_promtool';
import { CLASS, CLASS_TIERS, given, objective, REAL_TIERS, rulesOf, SAMPLING } from './_slos';

jest.setTimeout(120_000);

const PER_STEP = 50;
const GOOD = 'http_requests_total{route="/",http_status="200",job="app",instance="a"}';
const BAD = 'http_requests_total{route="/",http_status="500",job="app",instance="a"}';

/** When the rules, in promtool, have the alert on: not at the evaluation before, and from this one on. */
async function expectFirstFire(
  slo: ReturnType<typeof given>,
  tier: string,
  phases: Phase[],
  begin: number,
  after: number,
) {
  const { total, good } = totalsOf(phases);
  const expr = `count(ALERTS{alertstate="firing",tier="${tier}"})`;
  const at = (seconds: number, answer: Question['answer']): Question => ({ at: begin + seconds, expr, answer });
  const { output } = await askRules({
    groups: rulesOf(slo),
    stepSeconds: 5,
    input: { [GOOD]: [...good], [BAD]: [...total].map((value, index) => value - good[index]!) },
    questions: [at(after - 5, {}), at(after, { '{}': 1 })],
  });
  expect(output).toContain('SUCCESS');
}

describe('the ladder of the SRE Workbook at 99.9 % and 30 days', () => {
  const slo = withTiers(0.999, 'real', REAL_TIERS.slice(0, 1));

  test.each([
    { errors: '100 %', errorRatio: 1, pages: 52 },
    { errors: '10 %', errorRatio: 0.1, pages: 8 * 60 + 38 },
    { errors: '2 %', errorRatio: 0.02, pages: 43 * 60 + 12 },
  ])('pages $pages s into $errors errors, to one evaluation', async ({ errorRatio, pages }) => {
    const after = Math.ceil(pages / 5) * 5;
    const phases = [phase(3600, 0), phase(after + 5, errorRatio)];
    await expectFirstFire(slo, 'page-fast', phases, 3600, after);
    expect(play(slo, errorRatio).alerts[0]?.firesAfterSeconds).toBe(after);
  });

  test('pages 35 s into an outage when there are only three minutes to look back on', async () => {
    const slow = withTiers(0.99, 'real', REAL_TIERS.slice(0, 1));
    const { alerts } = playIncident(slow, { ...INCIDENT, errorRatio: 1, historySeconds: 180 }, SAMPLING);
    expect(alerts[0]?.firesAfterSeconds).toBe(35);
    await expectFirstFire(slow, 'page-fast', [phase(180, 0), phase(60, 1)], 180, 35);
  });
});

describe('the ladder of the class hour at 99 %', () => {
  const slo = withTiers(0.99, 'class', CLASS_TIERS);

  test.each([
    { errorRatio: 1, tier: 'page-fast', fires: 5 },
    { errorRatio: 0.2, tier: 'page-fast', fires: 20 },
    { errorRatio: 0.1, tier: 'page-fast', fires: 40 },
    { errorRatio: 0.05, tier: 'page-slow', fires: 110 },
    { errorRatio: 0.02, tier: 'ticket-fast', fires: 365 },
  ])('$tier fires $fires s into $errorRatio errors', async ({ errorRatio, tier, fires }) => {
    await expectFirstFire(slo, tier, [phase(900, 0), phase(fires + 5, errorRatio)], 900, fires);
    expect(play(slo, errorRatio).alerts.find((alert) => alert.tier === tier)?.firesAfterSeconds).toBe(fires);
  });

  test('0.9 % errors never alert', () => {
    expect(play(slo, 0.009).alerts.map(({ firesAfterSeconds }) => firesAfterSeconds)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

const INCIDENT = { errorRatio: 1, seconds: 3600, eventsPerSecond: PER_STEP / 5, historySeconds: undefined };

function play(slo: ReturnType<typeof given>, errorRatio: number) {
  return playIncident(slo, { ...INCIDENT, errorRatio }, SAMPLING);
}

function phase(seconds: number, errorRatio: number): Phase {
  return { steps: seconds / 5, events: PER_STEP, errorRatio };
}

function withTiers(target: number, clock: 'real' | 'class', tiers: readonly Tier[]) {
  const { source } = given();
  return given({
    objectives: [objective(target, clock === 'class' ? { clocks: [CLASS] } : {})],
    alertPolicies: [{ name: clock, clock, tiers, notificationTargets: [], source }],
  });
}
