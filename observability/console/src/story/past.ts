import type { AlertView } from '../snapshot';
import { alertView } from '../collect/alerts';
import type { Series } from '../collect/prometheus';
import { alertEvent, faultEvent } from './changes';
import type { NewEvent } from './timeline';

/** What a console that has just started asks Prometheus for, so that the story does not begin with the console. */
export const PAST_QUERY = 'ALERTS{kind!="watchdog"} or (max by (__name__, type, route) (chaos_fault_strength) > 0)';
export const PAST_SECONDS = 1_800;
export const PAST_STEP = 5;

/** Alerts and faults that came and went before; a series that begins later than the span does, began then. */
export function pastEvents(
  series: readonly Series[],
  span: { readonly from: number; readonly to: number },
): NewEvent[] {
  return series.flatMap((one) => runsOf(one).flatMap((run) => eventsOf(one, run, span)));
}

interface Run {
  readonly first: number;
  readonly last: number;
  readonly value: number;
}

/** Stretches without a gap, in seconds since the epoch. */
function runsOf({ values }: Series): Run[] {
  const runs: Run[] = [];
  for (const [time, value] of values) {
    const open = runs.at(-1);
    if (open !== undefined && time - open.last <= PAST_STEP * 1.5) runs[runs.length - 1] = { ...open, last: time };
    else runs.push({ first: time, last: time, value });
  }
  return runs;
}

function eventsOf(
  { labels }: Series,
  { first, last, value }: Run,
  span: { readonly from: number; readonly to: number },
): NewEvent[] {
  const began = first > span.from + PAST_STEP;
  const ended = last < span.to - PAST_STEP * 2;
  if (labels['__name__'] === 'chaos_fault_strength') {
    const name = `${labels['type']} ${labels['route']}`;
    return [
      ...(began ? [faultEvent(name, value, first * 1000)] : []),
      ...(ended ? [faultEvent(name, 0, last * 1000)] : []),
    ];
  }
  const alert: AlertView = alertView({ labels, annotations: {}, state: labels['alertstate'] ?? '', activeAt: '' });
  return [
    ...(began ? [alertEvent(alert, alert.state, first * 1000)] : []),
    ...(ended && alert.state === 'firing' ? [alertEvent(alert, 'resolved', last * 1000)] : []),
  ];
}
