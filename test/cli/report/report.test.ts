import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alert } from '../../../lib/cli/prometheus/api';
import { gridOf } from '../../../lib/cli/prometheus/range';
import { chooseAlerts } from '../../../lib/cli/report/acknowledge';
import { appendAcks, readAcks } from '../../../lib/cli/report/acks-file';
import { readRuns, runNamed } from '../../../lib/cli/report/runs';
import { untilFrom } from '../../../lib/cli/report/until';
import { writeReport } from '../../../lib/cli/report/write-report';
import { reportOf } from '../../../lib/report/incident-report';
import { ackAt, partialFailure } from '../../report/facts';
import { temporaryFolder } from '../temporary-folder';

const folderOf = temporaryFolder();

describe('acknowledgements', () => {
  const firing = (name: string, slo?: string): Alert => ({
    name,
    state: 'firing',
    labels: { alertname: name, ...(slo === undefined ? {} : { slo }) },
    summary: '',
    activeAt: '2026-11-21T12:05:38Z',
  });

  it('are read as they were written, and a line that is none is left alone and counted', () => {
    const file = join(folderOf(), 'deep', 'acks.jsonl');
    expect(readAcks(file)).toEqual({ acks: [], unreadable: 0 });
    appendAcks(file, [ackAt(1), ackAt(2)]);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"at": "yesterd\n`);
    appendAcks(file, [ackAt(3, { note: 'a "quoted"\tnote' })]);
    expect(readAcks(file)).toEqual({
      acks: [ackAt(1), ackAt(2), ackAt(3, { note: 'a "quoted"\tnote' })],
      unreadable: 1,
    });
  });

  it('are of everything that fires, of one alert by its name, or of an SLO', () => {
    const all = [firing('A', 'availability'), firing('B', 'availability'), firing('C')];
    expect(chooseAlerts(all, undefined)).toEqual(all);
    expect(chooseAlerts(all, 'C')).toEqual([all[2]]);
    expect(chooseAlerts(all, 'availability')).toEqual([all[0], all[1]]);
  });

  it('fails when nothing fires, or not that, and says what does', () => {
    expect(() => chooseAlerts([], undefined)).toThrow(
      'nothing fires, so there is nothing to acknowledge; "npx lab watch" shows what burns',
    );
    expect(() => chooseAlerts([firing('B'), firing('A', 'latency-200ms')], 'X')).toThrow(
      'no alert "X" fires; what fires: A, B, latency-200ms',
    );
  });
});

describe('the time of a report', () => {
  const now = Date.parse('2026-11-21T14:00:00Z');

  it('ends at a date, or at a time of day that was last', () => {
    expect(untilFrom('2026-11-21T13:30Z', now)).toBe(now - 1_800_000);
    const hour = new Date(now - 3_600_000);
    const text = `${hour.getHours()}:${String(hour.getMinutes()).padStart(2, '0')}`;
    expect(untilFrom(text, now)).toBe(now - 3_600_000);
    const later = new Date(now + 3_600_000);
    expect(untilFrom(`${later.getHours()}:00`, now)).toBe(now - 23 * 3_600_000);
  });

  it.each([
    [
      'soon',
      '--until is "soon"; allowed: a time of day here, such as 14:30, or a date and time, such as 2026-11-21T14:30 or 2026-11-21T13:30Z',
    ],
    [
      '25:00',
      '--until is "25:00"; allowed: a time of day here, such as 14:30, or a date and time, such as 2026-11-21T14:30 or 2026-11-21T13:30Z',
    ],
    [
      '2026-11-21T15:00Z',
      '--until is "2026-11-21T15:00Z", which is 2026-11-21T15:00:00.000Z and has not come yet; leave it out for a report until now',
    ],
  ])('fails at %s', (text, message) => {
    expect(() => untilFrom(text, now)).toThrow(message);
  });

  it('is cut into whole evaluations, so many that Prometheus answers', () => {
    expect(gridOf({ from: 1003, to: 1998 }, 5)).toEqual({ from: 1000, to: 1995, step: 5 });
    const day = gridOf({ from: 0, to: 86_400 }, 5);
    expect(day.step).toBe(45);
    expect(day.to / day.step).toBeLessThan(11_000);
  });
});

describe('runs', () => {
  const record = {
    version: 1,
    id: 'partial-failure',
    title: 'Partial failure',
    kind: 'application',
    cluster: 'SreSloLab',
    endpoint: null,
    target: 'local',
    startedAt: '2026-11-21T12:00:00Z',
    endedAt: '2026-11-21T12:05:00Z',
    blind: null,
    sealed: null,
    facts: null,
    verdicts: [],
    outcome: 'met',
    problem: null,
    restored: null,
    override: null,
    steps: [{ what: 'error 10%', at: 10, doneAt: 10.5, endedAt: 70, said: null }],
    prediction: {
      alerts: [],
      recoverySeconds: 20,
      seenBy: 'both',
      doubt: null,
      budgets: [{ slo: 'availability', objective: '99%', clock: 'class', before: 1, after: 0.8, spent: 0.2 }],
    },
  };

  it('are read with their steps and their prediction; what is no record is left out', () => {
    const folder = folderOf();
    writeFileSync(join(folder, '2026-11-21T120000Z-partial-failure.json'), JSON.stringify(record));
    writeFileSync(join(folder, 'notes.json'), '{');
    const runs = readRuns(folder);
    const begin = Date.parse(record.startedAt) / 1000;
    expect(runs).toMatchObject([
      {
        id: '2026-11-21T120000Z-partial-failure',
        scenario: 'partial-failure',
        from: begin,
        to: begin + 300,
        steps: [
          { at: begin + 10.5, text: 'done: error 10%' },
          { at: begin + 70, text: 'over: error 10%' },
        ],
        predicted: [{ slo: 'availability', objective: '99%', clock: 'class', spent: 0.2 }],
      },
    ]);
    expect(runNamed(runs, 'partial-failure')).toBe(runs[0]);
  });

  it('fail to be found with the names of those that there are', () => {
    expect(() => runNamed(readRuns(join(folderOf(), 'none')), 'x')).toThrow(
      'there is no run "x"; there are none yet; "npx lab run" makes one',
    );
  });
});

describe('the files of a report', () => {
  const report = reportOf(partialFailure(), { service: 'sre-app-service' });

  it('are written, and written again without losing a word of what people wrote', () => {
    const folder = join(folderOf(), 'new');
    expect(writeReport(report, folder)).toMatchObject({ kept: false, unfilled: expect.arrayContaining(['Summary']) });
    const file = join(folder, 'report.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('## Summary\n', '## Summary\n\nAll well again.\n'));
    expect(writeReport(report, folder)).toMatchObject({
      kept: true,
      unfilled: expect.not.arrayContaining(['Summary']),
    });
    expect(readFileSync(file, 'utf8')).toContain('## Summary\n\nAll well again.\n');
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<div class="people">All well again.</div>');
  });

  it('fails on a file that is no report, and leaves it as it is', () => {
    const folder = folderOf();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'report.md'), '# My own\n');
    expect(() => writeReport(report, folder)).toThrow(
      'report.md has none of the sections of a report, so it may be something else, and was left as it is; choose another folder with --output',
    );
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toBe('# My own\n');
  });
});
