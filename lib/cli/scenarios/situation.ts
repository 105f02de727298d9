import type { Situation, Target, WindowCount } from '../../scenarios/index';
import { parseSeconds } from '../../slo/input/duration';
import { RECORDED } from '../../slo/names';
import { queryInstant, type Sample } from '../prometheus/api';

const WINDOWS = `${RECORDED.increase}{source=""}`;
/**
 * Short: what the run before sent is over. The slope of a line through the samples, since `rate` of a lab that has just started
 * counts the seconds before its first sample in; no counter begins anew within a series, whose task is in its labels.
 */
const TRAFFIC = 'sum by (route) (deriv(http_requests_total{route!="unmatched"}[20s]) > 0)';
const FAILING = 'sum by (route) (deriv(http_requests_total{route!="unmatched",http_status=~"5.."}[20s]) > 0)';
const PROBES = 'sum(deriv(outside_in_probes_total[20s]) > 0)';

/** For how long Prometheus has scraped the app without a pause, in seconds, up to 90. */
const OBSERVED = 'max(time() - min_over_time(timestamp(up{job="sre-app",source=""})[90s:5s]))';

/** For how long the app has been watched, in seconds, up to 90; undefined when no Prometheus tells. */
export async function observedSeconds(prometheus: string): Promise<number | undefined> {
  const answer = await queryInstant(prometheus, OBSERVED);
  // In its first seconds a lab has no point of the grid yet.
  return answer && (answer[0]?.value ?? 0);
}

/** What the windows of the SLOs hold, and which traffic the lab has; undefined when no Prometheus tells. */
export async function situationOf(prometheus: string, target: Target): Promise<Situation | undefined> {
  const [counts, traffic, failing, probes] = await Promise.all(
    [WINDOWS, TRAFFIC, FAILING, PROBES].map((query) => queryInstant(prometheus, query)),
  );
  if (!counts || !traffic || !failing || !probes) return undefined;
  return {
    windows: windowsOf(counts),
    traffic: new Map(
      traffic.flatMap(({ labels: { route = '' }, value: rate }) => {
        const bad = failing.find((one) => one.labels['route'] === route)?.value ?? 0;
        return rate > 0 ? [[route, { rate, failing: Math.min(1, bad / rate) }] as const] : [];
      }),
    ),
    probesPerSecond: probes[0]?.value ?? 0,
    target,
  };
}

/** By SLO. Objectives of one SLO count the same events, so that either's will do. */
function windowsOf(counts: readonly Sample[]): Situation['windows'] {
  const bySlo = new Map<string, Map<number, { readonly total: number; readonly good: number }>>();
  for (const { labels, value } of counts) {
    const seconds = parseSeconds(labels['window'] ?? '');
    const { slo = '', event } = labels;
    if (seconds === undefined) continue;
    const windows = bySlo.get(slo) ?? new Map<number, { readonly total: number; readonly good: number }>();
    const before = windows.get(seconds) ?? { total: 0, good: 0 };
    bySlo.set(slo, windows.set(seconds, event === 'total' ? { ...before, total: value } : { ...before, good: value }));
  }
  return new Map([...bySlo].map(([slo, windows]) => [slo, windowCounts(windows)]));
}

function windowCounts(windows: ReadonlyMap<number, { readonly total: number; readonly good: number }>): WindowCount[] {
  return [...windows].map(([seconds, { total, good }]) => ({ seconds, total, bad: Math.max(0, total - good) }));
}
