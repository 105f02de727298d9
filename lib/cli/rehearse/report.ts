import type { PlanName } from '../../lessons/plan';
import type { RunRecord } from '../../scenarios/index';
import type { Share } from './plan';

/** One run of one scenario. */
export interface Rehearsal {
  readonly id: string;
  readonly title: string;
  /** Counts from 1. */
  readonly time: number;
  readonly outcome: RunRecord['outcome'] | 'not begun';
  /** Expectations that were not met, or why it did not begin. */
  readonly wrong: readonly string[];
  readonly left: readonly string[];
  /** Of the class hour, as Prometheus said it. */
  readonly spent: readonly Share[];
  readonly planned: readonly Share[];
  /** Whether the class hour had to begin anew before it. */
  readonly wasReset: boolean;
  /** From the first look to the last one, with waiting for a steady lab. */
  readonly tookMs: number;
  /** Its record in `.lab/runs`; null when it did not begin. */
  readonly record: string | null;
}

/** What `lab rehearse` says, and keeps in `.lab/rehearsals`. */
export interface RehearsalReport {
  readonly startedAt: string;
  readonly target: 'local' | 'aws';
  readonly cluster: string;
  readonly plan: PlanName | null;
  readonly times: number;
  /** What doctor found wrong; empty: the machine is ready. */
  readonly doctor: readonly string[];
  readonly planProblems: readonly string[];
  readonly runs: readonly Rehearsal[];
  /** What all scenarios together took of a class hour's budget, each once: the mean of its runs; the most expensive first. */
  readonly spent: readonly Share[];
  /** US dollars on AWS; null when it could not be computed. */
  readonly cost: { readonly usdPerHour: number; readonly hours: number; readonly usd: number } | null;
  readonly tookMs: number;
  readonly interrupted: boolean;
  /** Files with this report. */
  readonly files: { readonly json: string; readonly markdown: string };
}

/** A plan spends less than this of each budget. */
const MOST = 0.8;

/** A run with everything as it shall be. */
export function isGood({ outcome, wrong, left }: Rehearsal): boolean {
  return outcome === 'met' && wrong.length === 0 && left.length === 0;
}

/** What keeps a class from being held like this; empty: nothing does. */
export function problemsOf(report: Omit<RehearsalReport, 'files'>): string[] {
  const { doctor, planProblems, plan, runs, spent } = report;
  const over = plan === null ? [] : spent.filter(({ share }) => share >= MOST);
  const bad = new Set(runs.filter((run) => !isGood(run)).map(({ id }) => id));
  return [
    ...doctor,
    ...planProblems,
    ...over.map(
      ({ slo, objective, share }) =>
        `the plan's scenarios took ${percentOf(share)} % of a class hour's budget of ${slo} at ${objective}; allowed: below ${MOST * 100} %`,
    ),
    ...(bad.size === 0 ? [] : [`not as expected: ${[...bad].join(', ')}`]),
    ...(runs.length === 0 ? ['no scenario was run'] : []),
  ];
}

/** The sum over scenarios of the mean over each one's runs. */
export function sumOfSpent(runs: readonly Pick<Rehearsal, 'id' | 'spent'>[]): Share[] {
  const sums = new Map<string, Share>();
  for (const id of new Set(runs.map((run) => run.id))) {
    const own = runs.filter((run) => run.id === id && run.spent.length > 0);
    for (const { slo, objective, share } of own.flatMap(({ spent }) => spent)) {
      const key = `${slo} ${objective}`;
      const sum = sums.get(key)?.share ?? 0;
      sums.set(key, { slo, objective, share: sum + share / own.length });
    }
  }
  return [...sums.values()].filter(({ share }) => share > 0.0005).sort((one, other) => other.share - one.share);
}

export function percentOf(share: number): number {
  return Number((share * 100).toFixed(1));
}
