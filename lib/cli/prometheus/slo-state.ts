import { CLOCK_TITLES, RECORDED } from '../../slo/names';
import { queryInstant, type Sample } from './api';

export type ClockName = keyof typeof CLOCK_TITLES;

/** What Prometheus says of one objective by one clock. What it does not know is null. */
export interface SloState {
  readonly slo: string;
  /** `99.9%` */
  readonly objective: string;
  readonly clock: ClockName;
  readonly title: string;
  /** 0 to 1, as the SLI. */
  readonly target: number | null;
  readonly sli: number | null;
  /** 1 is all of the budget, below 0 it is overspent. */
  readonly budgetLeft: number | null;
  /** How many times too fast the budget burns, by window, shortest first. */
  readonly burn: readonly Burn[];
  /** Seconds until the budget is gone at the pace of the shortest of the clock's long windows; Infinity at none. */
  readonly exhaustionSeconds: number | null;
}

export interface Burn {
  /** `20s` */
  readonly window: string;
  readonly seconds: number;
  readonly rate: number;
}

const NAMES = [
  RECORDED.info,
  RECORDED.sli,
  RECORDED.budget,
  RECORDED.budgetLeft,
  RECORDED.burnRate,
  RECORDED.timeToExhaustion,
];

/** Every objective by every clock that the rules know; undefined when no Prometheus answers. */
export async function fetchSloStates(prometheus: string): Promise<SloState[] | undefined> {
  const samples = await queryInstant(prometheus, `{__name__=~"${NAMES.join('|')}",source=""}`);
  return samples && sloStatesOf(samples);
}

/** The samples of an instant query, put together: class hour first, then by name, the lowest objective first. */
export function sloStatesOf(samples: readonly Sample[]): SloState[] {
  const of = (name: string, state: Sample, withClock = true) =>
    samples.filter(
      ({ labels }) =>
        labels['__name__'] === name &&
        labels['slo'] === state.labels['slo'] &&
        labels['objective'] === state.labels['objective'] &&
        (!withClock || labels['clock'] === state.labels['clock']),
    );
  // `slo:info` and `slo:objective:ratio` are evaluated once a minute only: a young lab does not have them yet.
  const states = samples
    .filter(({ labels }) => labels['__name__'] === RECORDED.sli)
    .map((sample): SloState => {
      const value = (name: string, withClock = true) => of(name, sample, withClock)[0]?.value ?? null;
      const { slo = 'unknown', objective = '', clock } = sample.labels;
      const budget = value(RECORDED.budget, false);
      const exhaustion = byWindow(of(RECORDED.timeToExhaustion, sample));
      const longest = exhaustion.at(-1)?.seconds ?? Infinity;
      return {
        slo,
        objective,
        clock: clock === 'class' ? 'class' : 'real',
        title: of(RECORDED.info, sample)[0]?.labels['display_name'] ?? slo,
        target: budget === null ? null : 1 - budget,
        sli: sample.value,
        budgetLeft: value(RECORDED.budgetLeft),
        burn: byWindow(of(RECORDED.burnRate, sample, false)).filter(({ seconds }) => seconds <= longest),
        exhaustionSeconds: exhaustion[0]?.rate ?? null,
      };
    });
  return states.sort(
    (a, b) => a.clock.localeCompare(b.clock) || a.slo.localeCompare(b.slo) || (a.target ?? 0) - (b.target ?? 0),
  );
}

/** One state of the SLO: of the class hour where it has one. */
export function stateOf(states: readonly SloState[], slo: string): SloState | undefined {
  return (
    states.find((state) => state.slo === slo && state.clock === 'class') ?? states.find((state) => state.slo === slo)
  );
}

function byWindow(samples: readonly Sample[]): Burn[] {
  return samples
    .map(({ labels: { window = '' }, value }) => ({ window, seconds: secondsOf(window), rate: value }))
    .sort((a, b) => a.seconds - b.seconds);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Seconds of a `window` label: `90s`, `1h`, `30d calendar`. */
function secondsOf(window: string): number {
  const [, amount = '', unit = ''] = /^(\d+)([smhdw])/.exec(window) ?? [];
  return Number(amount) * (UNITS[unit] ?? Number.NaN);
}
