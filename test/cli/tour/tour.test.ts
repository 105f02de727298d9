import { EventEmitter } from 'node:events';
import { PLAIN } from '../../../lib/cli/format/style';
import { chapterLines, formatTour, numbersLine } from '../../../lib/cli/format/tour';
import { advance, missing, start, type Plan } from '../../../lib/cli/follow/plan';
import type { LabSnapshot } from '../../../lib/cli/snapshot/snapshot';
import { calmPlan, failurePlan, firingPage, recoveryPlan } from '../../../lib/cli/tour/chapters';
import { runTour, type TourReport } from '../../../lib/cli/tour/run-tour';
import type { OwnLab } from '../../../lib/cli/up/own-lab';
import { fakeContext } from '../fake-host';
import { slo, snapshot, T0 } from '../snapshot/lab-snapshots';

const page = (change: Record<string, string> = {}) => ({
  name: 'SloBurnClassHourPageFast',
  state: 'firing' as const,
  labels: { slo: 'availability', clock: 'class', action: 'page', severity: 'P0', ...change },
  summary: 'class hour: Availability 99% burns its error budget 20.0 times too fast',
  activeAt: '2026-11-20T10:00:00Z',
});

/** What is still waited for after these looks. */
const waitingFor = (plan: Plan, looks: readonly LabSnapshot[]) =>
  missing(
    plan,
    looks.reduce((progress, look) => advance(plan, progress, look), start(T0)),
  );

describe('the parts of the tour', () => {
  it('begin when users were counted for some seconds and nobody is called', () => {
    expect(waitingFor(calmPlan(), [snapshot(1, { slos: null, alerts: null })])).toEqual([
      'SLI known',
      'good traffic',
      'no alert',
    ]);
    expect(waitingFor(calmPlan(), [snapshot(5)])).toEqual(['good traffic']);
    expect(waitingFor(calmPlan(), [snapshot(10)])).toEqual([]);
  });

  it('go on when the SLI has fallen and the page of the class hour fires; a ticket, another clock or a pending alert is not it', () => {
    const falling = { slos: [slo('availability', 20)] };
    expect(waitingFor(failurePlan(), [snapshot(1, falling)])).toEqual(['alert fires']);
    for (const other of [page({ clock: 'real' }), page({ action: 'ticket' }), { ...page(), state: 'pending' as const }])
      expect(firingPage(snapshot(1, { alerts: [other] }))).toBeUndefined();
    expect(waitingFor(failurePlan(), [snapshot(1, { ...falling, alerts: [page()] })])).toEqual([]);
  });

  it('end when the short window is clean, the page silent and a minute was quiet', () => {
    const burning = snapshot(1, { slos: [slo('availability', 5)], alerts: [page()] });
    expect(waitingFor(recoveryPlan(), [burning])).toEqual(['SLI recovered', 'a quiet minute', 'alert is silent']);
    expect(waitingFor(recoveryPlan(), [burning, snapshot(10)])).toEqual(['a quiet minute']);
    expect(waitingFor(recoveryPlan(), [burning, snapshot(10), snapshot(69)])).toEqual(['a quiet minute']);
    expect(waitingFor(recoveryPlan(), [burning, snapshot(10), snapshot(70)])).toEqual([]);
  });
});

describe('the tour', () => {
  const told: string[] = [];
  const lab = (change: Partial<OwnLab> = {}): OwnLab => ({
    up: async () => void told.push('up'),
    down: async () => void told.push('down'),
    untilStopped: async () => 0,
    ...change,
  });
  const open = (look: (nth: number) => LabSnapshot) => async () => {
    let nth = 0;
    return { cluster: 'SreSloLab', source: { take: async () => look((nth += 1)) } };
  };
  /** Nobody has counted anything, half a minute later at each look. */
  const nothingCounted = (nth: number) => snapshot(0, { at: Date.now() + nth * 30_000, slos: null });
  beforeEach(() => (told.length = 0));

  it('fails with a sentence when a step does not happen in time, and takes its lab down', async () => {
    const world = { labFor: () => lab(), open: open(nothingCounted) };
    await expect(runTour(fakeContext(), {}, world)).rejects.toThrow(
      '"Users arrive" did not happen within 60 s: not seen: SLI known (Prometheus at http://127.0.9.2:9090 does not answer); the lab is ' +
        'down, its logs are in .lab/logs',
    );
    expect(told).toEqual(['up', 'down']);
  });

  it('fails as the lab does when that does not come up', async () => {
    const broken = lab({ up: () => Promise.reject(new Error('port 4566 is taken')) });
    const world = { labFor: () => broken, open: open(nothingCounted) };
    await expect(runTour(fakeContext(), {}, world)).rejects.toThrow('port 4566 is taken');
    expect(told).toEqual(['down']);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'takes its lab down at %s, and says so by its exit code',
    async (name) => {
      const signals = new EventEmitter();
      const stopAt = (nth: number) => {
        if (nth === 2) signals.emit(name, name);
        return snapshot(0, { at: Date.now(), slos: null });
      };
      const world = { labFor: () => lab(), open: open(stopAt) };
      await expect(runTour(fakeContext({ signals }), {}, world)).rejects.toMatchObject({
        code: 'Interrupted',
        exitCode: { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[name],
      });
      expect(told).toEqual(['up', 'down']);
    },
  );
});

describe('what the tour shows', () => {
  it('is the numbers of the moment in one line', () => {
    expect(numbersLine(snapshot(0, { slos: null }), PLAIN)).toBe('· waiting for the first numbers of Prometheus');
    expect(numbersLine(snapshot(0, { slos: [slo('availability', 20)], alerts: [page()] }), PLAIN)).toBe(
      '████████████████░░░░ 80.0 % good in the last 20s · burning 20.0× · budget left 50.0 % · 1 firing',
    );
  });

  it('has a head for each part, in lines that can be read', () => {
    const lines = chapterLines({ title: 'The page', words: 'word '.repeat(60).trim() }, 4, 8, 51_000, PLAIN);
    expect(lines[1]).toBe('4/8  THE PAGE  51 s');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(105);
  });

  it('ends with the times, what the incident cost, and the report', () => {
    const unknown = { value: null, why: 'nobody looked' };
    const report: TourReport = {
      chapters: [{ title: 'Users arrive', tookMs: 10_000, seen: [] }],
      incident: {
        title: 'an incident',
        measures: { detect: { value: 12 }, acknowledge: { value: 0 }, recover: unknown },
        failed: { inside: { all: 289.2, failed: 19, by: [] }, outside: { all: 36, failed: 4, by: [] } },
        budgets: [],
      },
      files: { markdown: '.lab/reports/a/report.md', html: '.lab/reports/a/report.html' },
      tookMs: 125_000,
      isUp: false,
    };
    const text = formatTour(report, PLAIN);
    expect(text).toContain('✓ That was the lab. It took 2 m 5 s.');
    expect(text).toContain('time to detect        12 s');
    expect(text).toContain('time to recover       unknown: nobody looked');
    expect(text).toContain('requests that failed  19 of 289');
    expect(text).toContain('.lab/reports/a/report.html');
    expect(formatTour({ ...report, isUp: true }, PLAIN)).toContain('The lab is still up; Ctrl-C takes it all down.');
  });
});
