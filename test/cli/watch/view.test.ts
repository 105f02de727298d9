import { stripVTControlCharacters } from 'node:util';
import { PLAIN, styleOf } from '../../../lib/cli/format/style';
import type { LabSnapshot } from '../../../lib/cli/snapshot/snapshot';
import { clipLine } from '../../../lib/cli/watch/clip-line';
import { frameBetween } from '../../../lib/cli/watch/frame';
import { firstModel, nextModel } from '../../../lib/cli/watch/model';
import { plainEvent, plainState } from '../../../lib/cli/watch/plain';
import { timeOf, watchView } from '../../../lib/cli/watch/view';
import { app, dns, leaving, slo, snapshot, T0, target, task } from '../snapshot/lab-snapshots';

const SIZE = { columns: 120, rows: 40 };
const BLIND: Partial<LabSnapshot> = {
  services: null,
  leaving: [],
  discovery: null,
  targets: null,
  slos: null,
  alerts: null,
  faults: null,
  problem: 'throttled',
};

const REPLACED = snapshot(4, {
  services: [app([task('bbbbbbbb2', '10.0.1.5')])],
  leaving: [leaving('aaaaaaaa1')],
  discovery: [dns(['10.0.1.5'])],
  targets: [target('10.0.1.5', 'unknown')],
  slos: [slo('availability', 0), slo('outside-in', 20, { sli: 0.985, budgetLeft: -0.34 })],
});

function textOf(snapshots: readonly LabSnapshot[], size = SIZE): string {
  const [first, ...others] = snapshots;
  return watchView(others.reduce(nextModel, firstModel(first!, 'class')), size, PLAIN).join('\n');
}

describe('the view of lab watch', () => {
  it('shows tasks, DNS, targets, SLOs, alerts and what happened', () => {
    const text = textOf([snapshot(0), REPLACED]);
    expect(text.split('\n').slice(1, -1).join('\n')).toBe(`
TASKS
  sre-app-service  1 of 1 running  COMPLETED
    ●  bbbbbbbb  RUNNING  HEALTHY  1 m 4 s  10.0.1.5  127.0.9.1
    ✗  aaaaaaaa  STOPPED                    10.0.0.5  EssentialContainerExited, Essential container in task exited

DNS
  sre-app-service.sre.local  → 10.0.1.5  TTL ██████░░░░ 6 s  a resolver still says 10.0.0.5

TARGETS
  sre-app  10.0.1.5:5000  UNKNOWN

SLOS, CLASS HOUR
  SLO           target  SLI        budget left                       burn
  availability  99%     99.50 %    █████░░░░░   50.0 %               20s 0.0×  15m 0.0×
  outside-in    99%     98.50 % ✗  ░░░░░░░░░░   overspent by 34.0 %  20s 20.0×  15m 2.0×

ALERTS
  none

TIMELINE
  ${timeOf(T0 + 4_000)}  ▼ task aaaaaaaa of sre-app-service stopped: EssentialContainerExited, Essential container in task exited
  ${timeOf(T0 + 4_000)}  ✓ task bbbbbbbb of sre-app-service runs at 10.0.1.5
  ${timeOf(T0 + 4_000)}  · DNS: sre-app-service.sre.local → 10.0.1.5
  ${timeOf(T0 + 4_000)}  · target 10.0.1.5:5000 found`);
  });

  it('holds a DNS answer as a resolver does, and asks again when its time is over', () => {
    const later = (seconds: number) => ({ ...REPLACED, at: T0 + seconds * 1000 });
    expect(textOf([snapshot(0), later(9.5)])).toContain('TTL █░░░░░░░░░ 1 s  a resolver still says 10.0.0.5');
    const over = textOf([snapshot(0), later(10)]);
    expect(over).toContain('TTL ██████████ 10 s');
    expect(over).not.toContain('a resolver still says');
  });

  it('never shows what is old as if it were new', () => {
    const text = textOf([snapshot(0), snapshot(7, BLIND)]);
    const asOf = `this is of ${timeOf(T0)}, 7.0 s ago`;
    expect(text).toContain(`TASKS  the AWS API does not answer; ${asOf}`);
    expect(text).toContain(`DNS  the AWS API does not answer; ${asOf}`);
    expect(text).toContain(`TARGETS  Prometheus does not answer; ${asOf}`);
    expect(text).toContain(`SLOS, CLASS HOUR  Prometheus does not answer; ${asOf}`);
    expect(text).toContain('▼ Prometheus does not answer any more');
    expect(textOf([snapshot(0, BLIND)])).toContain('TARGETS  Prometheus has not answered yet');
    expect(textOf([snapshot(0), snapshot(7, BLIND), snapshot(9)])).not.toContain('does not answer;');
  });

  it('fits every window: no line too long, none too many, and it says when something is missing', () => {
    const many = Array.from({ length: 200 }, (_, index) => task(`task${index}`, `10.0.${index % 250}.9`));
    const crowded = snapshot(1, { services: [app(many, { desired: 200 })] });
    for (const size of [SIZE, { columns: 20, rows: 5 }, { columns: 80, rows: 24 }, { columns: 1, rows: 1 }]) {
      const coloured = watchView(nextModel(firstModel(snapshot(0), 'class'), crowded), size, styleOf(true));
      expect(coloured.length).toBeLessThanOrEqual(size.rows);
      for (const line of coloured) expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(size.columns);
    }
    expect(textOf([crowded], { columns: 80, rows: 24 })).toContain('… the window is too small for the rest');
  });
});

describe('clipping a line', () => {
  it('keeps its colours and ends them', () => {
    const red = styleOf(true).bad;
    expect(clipLine(red('abcdef'), 6)).toBe(red('abcdef'));
    expect(clipLine(red('abcdef'), 4)).toBe('\u001B[31mabc…\u001B[0m');
    expect(clipLine('abcdef', 4)).toBe('abc…');
  });
});

describe('a frame', () => {
  it('writes only the lines that changed, over what was there, as one update', () => {
    expect(frameBetween(['a', 'b', 'c'], ['a', 'B', 'c'])).toBe(
      '\u001B[?2026h\u001B[2;1HB\u001B[0m\u001B[K\u001B[?2026l',
    );
    expect(frameBetween(['a'], ['a'])).toBe('');
  });

  it('clears what is below when there are fewer lines, or nobody knows what was there', () => {
    expect(frameBetween(['a', 'b'], ['a'])).toBe('\u001B[?2026h\u001B[2;1H\u001B[J\u001B[?2026l');
    expect(frameBetween(undefined, ['a'])).toBe(
      '\u001B[?2026h\u001B[1;1Ha\u001B[0m\u001B[K\u001B[2;1H\u001B[J\u001B[?2026l',
    );
  });
});

describe('the plain view', () => {
  it('is words, a line each, with the time', () => {
    const at = timeOf(T0);
    expect(plainState(snapshot(0), 'class')).toEqual([
      `${at} sre-app-service: 1 of 1 running`,
      `${at} task aaaaaaaa: RUNNING, HEALTHY, at 10.0.0.5`,
      `${at} DNS: sre-app-service.sre.local is 10.0.0.5`,
      `${at} target 10.0.0.5:5000: UP`,
      `${at} availability 99%, class hour: SLI 99.50 %, budget left 50.0 %`,
      `${at} outside-in 99%, class hour: SLI 99.50 %, budget left 50.0 %`,
    ]);
    expect(plainState(snapshot(0, BLIND), 'class')).toEqual([
      `${at} the AWS API does not answer: throttled`,
      `${at} Prometheus does not answer`,
    ]);
    expect(plainEvent({ at: T0, kind: 'bad', text: 'target is DOWN' })).toBe(`${at} bad: target is DOWN`);
  });
});
