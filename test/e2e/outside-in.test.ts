import { DOCUMENT_QUERIES } from '../_helpers/document-queries';
import { query, queryValue } from '../_helpers/prometheus-api';
import { eventually, startForeground, status, type ForegroundLab } from './_lab';

/** Of the probes of the last twenty seconds, those that were answered. */
const OUTSIDE_IN = `1 - sum(increase(outside_in_probe_failures_total{source=""}[20s])) / sum(increase(outside_in_probes_total{source=""}[20s]))`;
/** Of the requests of the last twenty seconds that the app itself counted, those that it did not fail. */
const IN_PROCESS = `1 - sum(rate(http_requests_total{http_status=~"5.."}[20s])) / sum(rate(http_requests_total[20s]))`;
/** What is there now, without the synthetic month. */
const FAILURES = 'sum(outside_in_probe_failures_total{source=""})';
const PROBES = 'outside_in_probes_total{source=""}';

/** The lab with its own traffic: what the documents ask for, and what only the outside sees. */
describe.each(['namespaces', 'loopback'] as const)('a lab with traffic, network %s', (network) => {
  let running: ForegroundLab;
  let prometheus: string;

  beforeAll(async () => {
    running = startForeground('--traffic', '10', '--network', network);
    await running.ready;
    ({ prometheus } = (await status()).urls as { prometheus: string });
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
  });

  const value = (expression: string) => queryValue(prometheus, expression);

  it('probes the app from the observability task, and a lab that has just started shows no failure', async () => {
    await eventually(async () => ((await value(PROBES)) ?? 0) >= 2);
    expect(await query(prometheus, 'up{job="outside-in",instance="localhost:9115"} == 1')).toHaveLength(1);
    // A machine that is busy with the start may be slow; that nobody is there yet is no failure.
    expect(await value('outside_in_probe_failures_total{reason="no_address"}')).toBe(0);
    expect(await query(prometheus, 'outside_in_probe_failures_total{source=""}')).toHaveLength(6);
    expect(await value('outside_in_probe_success')).toBe(1);
  });

  it.each(DOCUMENT_QUERIES.flatMap(({ document, queries }) => queries.map((text) => [document, text] as const)))(
    'answers document %s: %s',
    async (_document, text) => {
      await eventually(async () => (await query(prometheus, text)).length > 0);
      const values = (await query(prometheus, text)).map((series) => Number(series.value[1]));
      expect(values.filter((number) => !Number.isFinite(number))).toEqual([]);
    },
  );

  it("has document 000's ratios as shares that add up to the success rate, never to more than 1", async () => {
    for (const text of ['http_requests_total{status="200"} / total_requests', 'successful_requests / total_requests']) {
      // Gentle traffic fails nowhere.
      expect(await value(`sum(${text})`)).toBeCloseTo(1);
      expect(await value(`sum(${text})`)).toBeLessThanOrEqual(1 + 1e-9);
    }
    // 0.9 by the lab's traffic; the synthetic month, which is in the mean for five minutes, has 0.87.
    const score = (await value('avg(resume_matching_score)'))!;
    expect(score).toBeGreaterThan(0.8);
    expect(score).toBeLessThanOrEqual(0.9 + 1e-9);
  });

  it('sends its traffic to every route with an SLO, and none of it to a route that is not there', async () => {
    await eventually(async () => {
      const rates = await query(prometheus, 'sum by (route) (rate(http_requests_total[20s])) > 0');
      const routes = rates.map(({ metric }) => String(metric.route)).sort((a, b) => a.localeCompare(b));
      return routes.join() === '/,/api/echo,/api/match,/api/users';
    });
  });

  it('on /kill, falls outside and stays near 100 % inside, and recovers', async () => {
    const before = (await value(FAILURES))!;
    // A laptop replaces a task in less than a second, and an outage may lie between two probes: whatever comes is killed too.
    await eventually(async () => {
      await fetch('http://localhost:5000/kill').catch(() => undefined);
      return (await value(FAILURES))! > before;
    });
    const outside = (await value(OUTSIDE_IN))!;
    expect(outside).toBeLessThan(0.99);
    // The replacement has a rate once it was scraped twice.
    await eventually(async () => (await value(IN_PROCESS)) !== undefined);
    expect(await value(IN_PROCESS)).toBeGreaterThan(0.99);
    // Reasons of an outage, and no other.
    const reasons = await query(prometheus, 'outside_in_probe_failures_total{source=""} > 0');
    for (const { metric } of reasons) {
      expect(['timeout', 'refused', 'no_address', 'reset']).toContain(metric.reason);
    }
    await eventually(async () => (await value('outside_in_probe_success')) === 1);
    await eventually(async () => (await value(OUTSIDE_IN)) === 1);
  });

  it('never counted a probe among the requests', async () => {
    // Probes are one a second on /, which gentle traffic asks three times a second.
    const [home] = await query(prometheus, 'sum(rate(http_requests_total{route="/"}[30s]))');
    const [users] = await query(prometheus, 'sum(rate(http_requests_total{route="/api/users"}[30s]))');
    expect(Number(home!.value[1]) / Number(users!.value[1])).toBeCloseTo(1, 0);
    expect(Number(home!.value[1]) / Number(users!.value[1])).toBeLessThan(1.2);
  });
});
