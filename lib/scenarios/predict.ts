import { leastBadEvents } from '../slo/rules/burn-alerts';
import { burnAlertName, objectiveLabel } from '../slo/names';
import type { Clock, Objective, Sampling, Slo } from '../slo/model';
import { watchesOf } from '../slo/proof/scenarios';
import { firingsOf, windowOf } from '../slo/simulate';
import { totalsOf, type Phase, type Totals } from '../slo/timeline';
import type { Impact } from './actions/action';
import { impactsOf } from './actions/index';
import { endOfSteps, type Scenario, type Target, type Vantage } from './model';
import type { Prediction } from './run-record';
import { countedBy, loadAt, sumOf, type Traffic } from './streams';

/** What the windows hold before a run, and what the lab's own traffic is. */
export interface Situation {
  /** By SLO: what each rolling window has counted, in any order. */
  readonly windows: ReadonlyMap<string, readonly WindowCount[]>;
  /** The requests that come without the scenario. */
  readonly traffic: Traffic;
  /** Outside-in probes a second. */
  readonly probesPerSecond: number;
  readonly target: Target;
}

export interface WindowCount {
  readonly seconds: number;
  readonly total: number;
  readonly bad: number;
}

/** Tiers with longer windows decide over days: a run of minutes is nothing to them. */
const LONGEST_HISTORY_SECONDS = 6 * 3_600;
/** Until every alert of the class hour has had the time to clear. */
const AFTERMATH_SECONDS = 300;

/**
 * What a run will cost and which burn alerts fire when, in seconds of the run: the scenario's steps and load, after what the
 * windows hold already, on the grid of the rules' evaluations. Live, a scrape and an evaluation come on top: up to 10 s.
 */
export function predict(
  scenario: Scenario,
  situation: Situation,
  slos: readonly Slo[],
  sampling: Sampling,
): Prediction {
  const impacts = scenario.steps.flatMap(({ at, seconds, action }) =>
    impactsOf(action, { at, seconds, target: situation.target }),
  );
  const end = endOfSteps(scenario);
  const over = Math.max(end, ...impacts.map(({ to }) => to));
  const run = { scenario, situation, impacts, end, over, stepSeconds: sampling.evaluationSeconds };
  const outcomes = slos.flatMap((slo) => slo.objectives.map((objective) => outcomeOf(slo, objective, run)));
  const budgets = outcomes.flatMap((one) => one?.budgets ?? []);
  return {
    alerts: outcomes.flatMap((one) => one?.alerts ?? []),
    budgets,
    recoverySeconds: Math.max(0, ...impacts.map(({ to }) => to - end)),
    seenBy: vantageOf(outcomes),
    doubt: watcherIsAway(scenario)
      ? 'Prometheus is away for a while: it sees nothing meanwhile, and its windows begin anew with the synthetic month'
      : null,
  };
}

interface Run {
  readonly scenario: Scenario;
  readonly situation: Situation;
  readonly impacts: readonly Impact[];
  readonly end: number;
  /** When nobody is hurt any more. */
  readonly over: number;
  readonly stepSeconds: number;
}

interface Outcome {
  readonly slo: string;
  readonly bad: number;
  readonly alerts: Prediction['alerts'];
  readonly budgets: Prediction['budgets'];
}

function outcomeOf(slo: Slo, objective: Objective, run: Run): Outcome | undefined {
  const count = countedBy(slo, objective);
  const windows = run.situation.windows.get(slo.name);
  if (!count || !windows) return undefined;
  const { stepSeconds } = run;
  const history = historyOf(windows, stepSeconds);
  const phases = phasesOf(run, count);
  const totals = totalsOf([...history, ...phases]);
  const begin = history.reduce((sum, { steps }) => sum + steps, 0);
  const happened = phases.reduce((sum, { steps, events }) => sum + steps * events, 0);
  const bad = phases.reduce((sum, { steps, events, errorRatio }) => sum + steps * events * errorRatio, 0);
  const seconds = (at: number) => (at - begin) * stepSeconds;
  const alerts = watchesOf(slo)
    .filter((watch) => watch.objective === objective && watch.tier.longSeconds <= LONGEST_HISTORY_SECONDS)
    .flatMap(({ tier, clock }) => {
      const options = { stepSeconds, leastBad: leastBadEvents(slo) };
      const firing = firingsOf(totals, tier, objective, options).find(({ to }) => to === undefined || to > begin);
      if (!firing) return [];
      return {
        alert: burnAlertName(clock.name, tier),
        slo: slo.name,
        objective: objectiveLabel(objective),
        clock: clock.name,
        tier: tier.name,
        action: tier.action,
        severity: tier.severity,
        firesAt: Math.max(0, seconds(firing.from)),
        clearsAt: firing.to === undefined ? null : seconds(firing.to),
      };
    });
  const budgets = objective.clocks.flatMap((clock) => {
    const budget = budgetOf(clock, objective, { windows, totals, begin, happened, bad, run });
    return budget ? [{ slo: slo.name, objective: objectiveLabel(objective), clock: clock.name, ...budget }] : [];
  });
  return { slo: slo.name, bad, alerts, budgets };
}

/** What was counted, as stretches between the edges of the windows, the oldest first. */
function historyOf(windows: readonly WindowCount[], stepSeconds: number): Phase[] {
  const sorted = windows
    .filter(({ seconds }) => seconds <= LONGEST_HISTORY_SECONDS)
    .sort((a, b) => a.seconds - b.seconds);
  const none: WindowCount = { seconds: 0, total: 0, bad: 0 };
  return sorted
    .map((window, index): Phase => {
      const inner = sorted[index - 1] ?? none;
      const steps = Math.round((window.seconds - inner.seconds) / stepSeconds);
      const total = Math.max(0, window.total - inner.total);
      const bad = Math.min(total, Math.max(0, window.bad - inner.bad));
      return { steps, events: steps === 0 ? 0 : total / steps, errorRatio: total === 0 ? 0 : bad / total };
    })
    .reverse();
}

/** The run and its aftermath, evaluation by evaluation. */
function phasesOf(
  { scenario, situation, impacts, end, stepSeconds }: Run,
  count: NonNullable<ReturnType<typeof countedBy>>,
): Phase[] {
  const steps = Math.ceil((end + AFTERMATH_SECONDS) / stepSeconds);
  return Array.from({ length: steps }, (_, step): Phase => {
    let [events, bad] = [0, 0];
    for (let second = step * stepSeconds; second < (step + 1) * stepSeconds; second += 1) {
      const now = impacts.filter(({ from, to }) => from <= second && second < to);
      const traffic = sumOf(situation.traffic, loadAt(scenario, now));
      const counted = count({ traffic, probesPerSecond: situation.probesPerSecond, impacts: now });
      events += counted.events;
      bad += counted.bad;
    }
    return { steps: 1, events, errorRatio: events === 0 ? 0 : bad / events };
  });
}

interface Spending {
  readonly windows: readonly WindowCount[];
  readonly totals: Totals;
  readonly begin: number;
  readonly happened: number;
  readonly bad: number;
  readonly run: Run;
}

function budgetOf(
  clock: Clock,
  { target }: Objective,
  spending: Spending,
): { before: number; after: number; spent: number } | undefined {
  const { windows, totals, begin, run } = spending;
  const whole = windows.find(({ seconds }) => seconds === clock.periodSeconds);
  if (!whole) return undefined;
  const left = ({ total, bad }: Pick<WindowCount, 'total' | 'bad'>) =>
    1 - (total === 0 ? 0 : bad / total) / (1 - target);
  const before = left(whole);
  // Of an hour, what was spent before leaves during the run; of a month that is nothing.
  const isShort = clock.periodSeconds <= LONGEST_HISTORY_SECONDS;
  const atEnd = begin + Math.ceil(run.over / run.stepSeconds) + 1;
  const after = isShort
    ? left(windowOf(totals, Math.min(atEnd, totals.total.length - 1), clock.periodSeconds, run.stepSeconds))
    : left({ total: whole.total + spending.happened, bad: whole.bad + spending.bad });
  return { before, after, spent: before - after };
}

function vantageOf(outcomes: readonly (Outcome | undefined)[]): Vantage {
  const hurt = outcomes.filter((one) => one !== undefined && one.bad > 0.5);
  const outside = hurt.some((one) => one?.slo === 'outside-in');
  const inside = hurt.some((one) => one?.slo !== 'outside-in');
  if (outside && inside) return 'both';
  if (outside) return 'outside-in';
  return inside ? 'in-process' : 'nobody';
}

/** Whether a step takes Prometheus away. */
function watcherIsAway({ steps }: Scenario): boolean {
  return steps.some(({ action }) => {
    if (action.name === 'stop-task') return action.service === 'observability';
    return action.name === 'scale' && action.service === 'observability' && action.tasks === 0;
  });
}
