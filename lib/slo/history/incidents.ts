import { DAY_SECONDS, MONTH_SECONDS, QUIET_SECONDS, STEP_SECONDS, type HistoryOptions } from './options';

/** Something that went wrong in the synthetic month. Shares are of the month's bad events, or of the incident's requests. */
export interface Incident {
  /** A DNS label: `bad-deploy`. */
  readonly name: string;
  /** One sentence for annotations. */
  readonly summary: string;
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Its share of the requests that fail in the month. */
  readonly ofErrors: number;
  /** Its share of the outside-in probes that fail in the month. */
  readonly ofFailedProbes: number;
  /** Requests that are slow meanwhile, from 0 to 1. */
  readonly slow: number;
  /** Answers that are degraded meanwhile, from 0 to 1. */
  readonly degraded: number;
  /** Requests that don't come because they cannot, from 0 to 1. */
  readonly lost: number;
}

interface Plan extends Omit<Incident, 'from' | 'to'> {
  /** Where it lies between the quiet days (0) and the beginning of the month (1). */
  readonly position: number;
  /** How long it takes in a month; in a shorter history it is shorter. */
  readonly minutes: number;
}

/** What the incidents leave of the bad events is spread over the month as background. */
const PLANS: readonly Plan[] = [
  {
    name: 'bad-deploy',
    summary: 'A deployment with a bug, rolled back',
    position: 0.77,
    minutes: 25,
    ofErrors: 0.5,
    ofFailedProbes: 0.2,
    slow: 0,
    degraded: 0,
    lost: 0,
  },
  {
    name: 'slow-database',
    summary: 'The database was slow: time-outs and degraded answers',
    position: 0.46,
    minutes: 90,
    ofErrors: 0.3,
    ofFailedProbes: 0.1,
    slow: 0.8,
    degraded: 0.6,
    lost: 0,
  },
  {
    name: 'unreachable',
    summary: 'Nobody could reach the service, and nothing in it noticed',
    position: 0.15,
    minutes: 15,
    ofErrors: 0,
    ofFailedProbes: 0.6,
    slow: 0,
    degraded: 0,
    lost: 0.8,
  },
];

/** How far a seed moves an incident, as a share of the same stretch. */
const JITTER = 0.06;

/** The named incidents, oldest first, all within the last 30 days and before the quiet ones. */
export function incidentsOf({ days, endSeconds }: HistoryOptions, random: () => number): Incident[] {
  const month = Math.min(days * DAY_SECONDS, MONTH_SECONDS);
  return PLANS.map(({ position, minutes, ...effects }) => {
    const place = position + (random() * 2 - 1) * JITTER;
    const from = wholeStep(endSeconds - QUIET_SECONDS - place * (month - QUIET_SECONDS));
    const lasts = Math.max(STEP_SECONDS, wholeStep((minutes * 60 * month) / MONTH_SECONDS));
    return { ...effects, from, to: from + lasts };
  });
}

function wholeStep(seconds: number): number {
  return Math.floor(seconds / STEP_SECONDS) * STEP_SECONDS;
}
