import type { SloState } from '../prometheus/slo-state';
import type { Histogram } from './histogram';
import { percentilesOf, type Percentiles } from './report';
import type { Tally } from './tally';

/** The last seconds of a run, for the live line. */
export interface Live {
  /** Since the start. */
  readonly seconds: number;
  readonly perSecond: number;
  readonly errorRatio: number;
  readonly dropped: number;
  readonly latencyMs: Percentiles | null;
  /** Null while no Prometheus tells. */
  readonly slo: SloState | null;
}

/** How far back the live figures look. */
const WINDOW_SECONDS = 5;

interface Mark {
  readonly seconds: number;
  readonly sent: number;
  /** Sent, or without a task to go to. */
  readonly due: number;
  readonly errors: number;
  readonly latency: Histogram;
}

/** Looks at a tally once a second and tells of its last seconds. */
export function createLiveWindow(tally: Tally): (seconds: number, slo: SloState | null) => Live {
  let marks: readonly Mark[] = [markOf(tally, 0)];
  return (seconds, slo) => {
    const now = markOf(tally, seconds);
    const recent = marks.filter((mark) => mark.seconds >= seconds - WINDOW_SECONDS - 0.5);
    const since = recent[0] ?? marks.at(-1)!;
    marks = [...recent, now];
    const due = now.due - since.due;
    return {
      seconds,
      perSecond: (now.sent - since.sent) / Math.max(0.001, seconds - since.seconds),
      errorRatio: due === 0 ? 0 : (now.errors - since.errors) / due,
      dropped: tally.dropped,
      latencyMs: percentilesOf(now.latency.since(since.latency)),
      slo,
    };
  };
}

function markOf({ all, withoutAddress }: Tally, seconds: number): Mark {
  return {
    seconds,
    sent: all.sent,
    due: all.sent + withoutAddress,
    errors: all.errors + withoutAddress,
    latency: all.latency.copy(),
  };
}
