import { PLAIN } from '../../../lib/cli/format/style';
import { formatLive, formatTraffic } from '../../../lib/cli/format/traffic';
import type { SloState } from '../../../lib/cli/prometheus/slo-state';
import { createLiveWindow } from '../../../lib/cli/traffic/live';
import { reportOf } from '../../../lib/cli/traffic/report';
import { Tally } from '../../../lib/cli/traffic/tally';

const HOME = { method: 'GET', path: '/' } as const;
const FAIL = { method: 'GET', path: '/fail' } as const;

const SLO: SloState = {
  slo: 'availability',
  objective: '99%',
  clock: 'class',
  title: 'Availability',
  target: 0.99,
  sli: 0.9982,
  budgetLeft: 0.82,
  burn: [],
  exhaustionSeconds: null,
};

function tallyOf(): Tally {
  const tally = new Tally();
  for (let count = 0; count < 90; count += 1) tally.over(HOME, { status: 200 }, 2, 0.5);
  for (let count = 0; count < 8; count += 1) tally.over(FAIL, { status: 500 }, 40, 0.5);
  tally.over(FAIL, { failure: 'timeout' }, 5_000, 0.5);
  tally.over(HOME, { failure: 'refused' }, 0.2, 0.5);
  tally.over(HOME, { status: 404 }, 1, 0.5);
  return tally;
}

const RUN = { cluster: 'SreSloLab', arrivals: 'even', seconds: 10, slo: null, interrupted: false } as const;

describe('the report of traffic', () => {
  it('counts 5xx and what was not answered as errors, a 404 not, and gives refused requests no latency', () => {
    const report = reportOf(tallyOf(), RUN);
    expect(report).toMatchObject({
      asked: 101,
      sent: 101,
      perSecond: 10.1,
      errors: 10,
      outcomes: { 200: 90, 500: 8, timeout: 1, refused: 1, 404: 1 },
      withoutAddress: 0,
      dropped: 0,
    });
    expect(report.latencyMs).toMatchObject({ p50: 2, max: 5_000 });
    expect(report.paths.map(({ path, sent, errors }) => ({ path, sent, errors }))).toEqual([
      { path: '/', sent: 92, errors: 1 },
      { path: '/fail', sent: 9, errors: 9 },
    ]);
  });

  it('counts requests without a task as errors of the app, and dropped ones as nobody’s', () => {
    const tally = new Tally();
    tally.over(HOME, { status: 200 }, 1, 0);
    tally.notSent(HOME, 'no address');
    tally.notSent(HOME, 'in flight');
    tally.notSent(HOME, 'late');
    expect(reportOf(tally, RUN)).toMatchObject({
      asked: 4,
      sent: 1,
      errors: 1,
      errorRatio: 0.5,
      withoutAddress: 1,
      dropped: 2,
    });
  });

  it('has null where nothing was measured', () => {
    expect(reportOf(new Tally(), RUN)).toMatchObject({ latencyMs: null, lateMs: null, errorRatio: 0, perSecond: 0 });
  });

  it('is a few lines of text', () => {
    expect(formatTraffic(reportOf(tallyOf(), { ...RUN, slo: SLO }), PLAIN).split('\n')).toEqual([
      '● 101 requests in 10 s, 10.1 a second',
      '  errors     10, 9.9 %   (200: 90, 404: 1, 500: 8, timeout: 1, refused: 1)',
      '  latency    p50 2.0  p95 40  p99 40  p99.9 5000  max 5000 ms',
      '             of which this machine was late: p50 0.50  p95 0.50  p99 0.50  p99.9 0.50  max 0.50 ms',
      '  path   requests  errors  p50  p95   p99   max',
      '  /      92        1       2.0  2.0   2.0   2.0',
      '  /fail  9         9       40   5000  5000  5000',
      '  availability 99% (class hour): SLI 99.82 %, budget left 82.0 %',
    ]);
  });

  it('says what was dropped, that it was stopped, and that there is no Prometheus', () => {
    const tally = tallyOf();
    tally.notSent(HOME, 'in flight');
    const text = formatTraffic(reportOf(tally, { ...RUN, interrupted: true }), PLAIN);
    expect(text).toContain('10.1 a second, stopped before its time');
    expect(text).toContain(
      'not sent   1 of 102: too many were on their way (--max-in-flight), or this machine was too slow; they have no latency',
    );
    expect(text).toContain('SLI and budget unknown: no Prometheus answers');
  });
});

describe('the live line', () => {
  it('tells of the last five seconds, not of what was before', () => {
    const tally = new Tally();
    const window = createLiveWindow(tally);
    const lives = Array.from({ length: 20 }, (_, index) => {
      const second = index + 1;
      for (let count = 0; count < 10; count += 1) tally.over(HOME, { status: second < 10 ? 500 : 200 }, second, 0);
      return window(second, null);
    });
    expect(lives[2]).toMatchObject({ perSecond: 10, errorRatio: 1 });
    expect(lives[19]).toMatchObject({ perSecond: 10, errorRatio: 0, latencyMs: { p50: 18.015, max: 20 } });
  });

  it('fits one line', () => {
    const latencyMs = { p50: 2.13, p90: 3, p95: 4, p99: 9.9, p999: 20, max: 30 };
    const live = { seconds: 102, perSecond: 49.97, errorRatio: 0.012, dropped: 3, latencyMs, slo: SLO };
    expect(formatLive(live, PLAIN)).toBe(
      '1:42  50.0/s  errors 1.2 %  p50 2.1  p95 4.0  p99 9.9 ms  3 not sent  availability 99% (class hour): SLI 99.82 %, budget left 82.0 %',
    );
    expect(formatLive({ ...live, seconds: 3_725, errorRatio: 0, dropped: 0, latencyMs: null, slo: null }, PLAIN)).toBe(
      '1:02:05  50.0/s  errors 0 %  no answer  SLI unknown',
    );
  });
});
