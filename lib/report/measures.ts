import { between, isKnown, known, unknown, type Known } from './known';

/** The moments of an incident, in seconds since 1970. */
export interface Moments {
  /** What broke it began: a fault was set, a task was stopped. */
  readonly injected: Known<number>;
  /** The first request or probe that failed was seen. */
  readonly firstBad: Known<number>;
  /** An alert with a waiting time (`for`) saw its condition. Burn alerts have none. */
  readonly pending: Known<number>;
  /** The first alert fired. */
  readonly firing: Known<number>;
  /** Somebody said "I have it" (`lab ack`). */
  readonly acknowledged: Known<number>;
  /** What broke it was gone: the fault ended, the replacement ran. */
  readonly cleared: Known<number>;
  /** The last request or probe that failed was seen. */
  readonly lastBad: Known<number>;
  /** The last page was silent again. */
  readonly resolved: Known<number>;
}

/** The three times of an incident, in seconds. */
export interface Measures {
  /** From the start (injected, else the first bad request) until the first alert fired. */
  readonly detect: Known<number>;
  /** From the first alert until somebody acknowledged it. */
  readonly acknowledge: Known<number>;
  /** From the start until the last bad request: from then on users were served. */
  readonly recover: Known<number>;
}

/** How the report says what its three figures are; the field's names for the means are in brackets. */
export const MEASURES = [
  {
    key: 'detect',
    mean: 'MTTD',
    title: 'Time to detect',
    definition: 'from the start (the injection, or the first bad request when nothing was injected) to the first alert',
  },
  {
    key: 'acknowledge',
    mean: 'MTTA',
    title: 'Time to acknowledge',
    definition: 'from the first alert to "lab ack"',
  },
  {
    key: 'recover',
    mean: 'MTTR',
    title: 'Time to recover',
    definition:
      'from the start to the last bad request; the alerts are silent somewhat later, when their windows are clean',
  },
] as const satisfies readonly { key: keyof Measures; mean: string; title: string; definition: string }[];

/** The times of one incident. One that ends before it begins, because clocks or scrapes differ, counts as 0. */
export function measuresOf(moments: Moments): Measures {
  const start = isKnown(moments.injected) ? moments.injected : moments.firstBad;
  return {
    detect: notNegative(between(start, moments.firing)),
    acknowledge: notNegative(between(moments.firing, moments.acknowledged)),
    recover: notNegative(between(start, moments.lastBad)),
  };
}

/** The means over several incidents (MTTD, MTTA, MTTR), of those in which the time is known. */
export function meansOf(measures: readonly Measures[]): Measures {
  const mean = (key: keyof Measures): Known<number> => {
    const values = measures.flatMap((one) => (isKnown(one[key]) ? [one[key].value] : []));
    const [first] = measures;
    if (first === undefined) return unknown('there was no incident');
    if (values.length > 0) return known(values.reduce((sum, value) => sum + value, 0) / values.length);
    return measures.length === 1 ? first[key] : unknown('it is known of none of the incidents');
  };
  return { detect: mean('detect'), acknowledge: mean('acknowledge'), recover: mean('recover') };
}

function notNegative(time: Known<number>): Known<number> {
  return isKnown(time) ? known(Math.max(0, time.value)) : time;
}
