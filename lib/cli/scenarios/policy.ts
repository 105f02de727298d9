import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from '../../model/errors';
import { refusalsOf, type BudgetLeft, type Override, type Prediction } from '../../scenarios/index';
import type { Clock } from '../../slo/model';
import type { SloState } from '../prometheus/slo-state';

/** What `lab policy` says. */
export interface PolicyReport {
  readonly cluster: string;
  readonly clock: Clock['name'];
  readonly budgets: readonly BudgetLeft[];
  /** Why nothing risky may be done; empty: it may. */
  readonly refusals: readonly string[];
  /** Who lets it be done all the same. */
  readonly override: { readonly name: string; readonly reason: string } | null;
  readonly isAllowed: boolean;
}

export function budgetsLeft(states: readonly SloState[]): BudgetLeft[] {
  return states.map(({ slo, objective, clock, budgetLeft: left }) => ({ slo, objective, clock, left }));
}

/** A cost below this is no cost: probes and old events come and go. */
const LEAST_COST = 0.005;

/**
 * Throws a `RefusedByPolicy` LabError when a run would take more of a class hour's budget than is left, unless somebody takes
 * it upon themselves. @returns who did, and what was refused; null when nothing was
 */
export function refusedByPolicy(
  states: readonly SloState[],
  { budgets: costs }: Pick<Prediction, 'budgets'>,
  override: Pick<Override, 'name' | 'reason'> | undefined,
): Override | null {
  const real = costs.filter(({ clock, spent }) => clock === 'class' && spent > LEAST_COST);
  const concerned = budgetsLeft(states).filter((one) =>
    real.some(({ slo, objective, clock }) => one.slo === slo && one.objective === objective && one.clock === clock),
  );
  const refusals = real.length === 0 ? [] : refusalsOf(concerned, 'class', real);
  if (refusals.length === 0) return null;
  if (override) return { ...override, refusals };
  throw new LabError(
    'RefusedByPolicy',
    `the error-budget policy refuses this run:\n${refusals.map((line) => `  ${line}`).join('\n')}\n` +
      '"npx lab reset" begins a fresh hour; --override <name> --reason <why> runs it all the same, and is recorded',
  );
}

/** Notes who overrode the policy, when, why and against what: a line of JSON each. @returns the file */
export function recordOverride(runs: string, report: PolicyReport, at: Date): string {
  const file = join(runs, 'overrides.jsonl');
  mkdirSync(dirname(file), { recursive: true });
  const { cluster, clock, refusals, override } = report;
  appendFileSync(file, `${JSON.stringify({ at: at.toISOString(), cluster, clock, ...override, refusals })}\n`);
  return file;
}
