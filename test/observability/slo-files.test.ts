import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LATENCY_BUCKETS_SECONDS, UNMATCHED_ROUTE } from '../../app/src/metrics/names';
import { findProjectRoot } from '../../lib/model/project-root';
import { readSlos } from '../../lib/slo/input/index';
import type { Slo } from '../../lib/slo/model';

const ROOT = findProjectRoot(__dirname);
const FOLDER = join(ROOT, 'observability/slo');

const { slos, problems } = readSlos(
  readdirSync(FOLDER).map((file) => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') })),
);

/** Objectives of one clock as the table writes them: `99 %`, `95 % lte 0.2`. */
function promisesOf({ objectives }: Slo, clock: 'real' | 'class'): string[] {
  return objectives
    .filter(({ clocks }) => clocks.some(({ name }) => name === clock))
    .map(({ target, threshold }) => {
      const limit = threshold ? ` ${threshold.op} ${threshold.value}` : '';
      return `${Number((target * 100).toPrecision(6))} %${limit}`;
    });
}

describe('the SLOs of the lab', () => {
  it('are valid', () => {
    expect(problems).toEqual([]);
  });

  it('promise what the requirement documents do, on the real and on the class clock', () => {
    expect(
      Object.fromEntries(slos.map((slo) => [slo.name, [promisesOf(slo, 'real'), promisesOf(slo, 'class')]])),
    ).toEqual({
      availability: [['99 %', '99.9 %'], ['99 %']],
      'outside-in': [['99 %', '99.9 %'], ['99 %']],
      'latency-200ms': [['95 % lte 0.2'], ['95 % lte 0.2']],
      'latency-300ms': [['99 % lte 0.3'], []],
      'latency-2s': [['95 % lte 2'], []],
      freshness: [['99.5 %'], ['95 %']],
      quality: [['90 % gte 0.8'], []],
    });
  });

  it('run for 30 days and for 60 minutes', () => {
    const periods = slos.flatMap(({ objectives }) => objectives.flatMap(({ clocks }) => clocks));
    expect(new Set(periods.map(({ name, periodSeconds }) => `${name} ${periodSeconds}`))).toEqual(
      new Set(['real 2592000', 'class 3600']),
    );
  });

  it.each([
    ['real-month', ['14.4: 3600/300 +0', '6: 21600/1800 +0', '3: 86400/7200 +0', '1: 259200/21600 +0']],
    ['real-month-low-target', ['6: 21600/1800 +0', '3: 86400/7200 +0', '1: 259200/21600 +0']],
    ['class-hour', ['6: 60/20 +30', '3: 180/20 +30', '1.5: 480/40 +0', '1: 900/75 +0']],
  ])('alert by the ladder %s', (name, tiers) => {
    const policy = slos.flatMap(({ alertPolicies }) => alertPolicies).find((one) => one.name === name);
    expect(
      policy?.tiers.map(
        ({ burnRate, longSeconds, shortSeconds, keepFiringSeconds }) =>
          `${burnRate}: ${longSeconds}/${shortSeconds} +${keepFiringSeconds}`,
      ),
    ).toEqual(tiers);
  });

  it('can be burnt as fast as their ladders alert', () => {
    for (const { objectives, alertPolicies } of slos) {
      for (const { target, clocks } of objectives) {
        const ladders = alertPolicies.filter(({ clock }) => clocks.some(({ name }) => name === clock));
        expect(ladders.length).toBe(clocks.length);
        for (const { burnRate } of ladders.flatMap(({ tiers }) => tiers))
          expect(burnRate * (1 - target)).toBeLessThan(1);
      }
    }
  });

  it('tell the class and the people of the real month apart', () => {
    const receivers = slos.flatMap(({ alertPolicies }) =>
      alertPolicies.map(({ clock, notificationTargets }) => `${clock} ${notificationTargets.join()}`),
    );
    expect(new Set(receivers)).toEqual(new Set(['real real-month', 'class class-hour']));
  });

  it('have a runbook each', () => {
    for (const { name, runbookUrl } of slos) {
      expect([name, existsSync(join(ROOT, runbookUrl ?? 'none'))]).toEqual([name, true]);
    }
  });

  it("have thresholds that are buckets of the app's histogram, and count known routes", () => {
    const buckets: readonly number[] = LATENCY_BUCKETS_SECONDS;
    const latency = slos.filter(({ indicator }) => indicator.kind === 'histogram');
    expect(latency).toHaveLength(3);
    for (const { indicator, objectives } of latency) {
      expect(indicator).toMatchObject({ query: expect.stringContaining(`route!="${UNMATCHED_ROUTE}"`) });
      for (const { threshold } of objectives) expect(buckets).toContain(threshold?.value);
    }
  });
});
