import type { Clock, Sampling, Slo, Tier } from './model';
import { burnAlertName, objectiveLabel } from './names';
import { thresholdOf, watchesOf, type Watch } from './proof/scenarios';
import { leastBadEvents } from './rules/burn-alerts';
import { isSampled } from './rules/events';
import { firingsOf, slicesOf } from './simulate';
import { totalsOf, type Phase } from './timeline';

/** Something that goes wrong for a while, after a time without any error. */
export interface Incident {
  /** The share of bad events while it lasts: above 0, at most 1. */
  readonly errorRatio: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** How much there is to look back on; undefined: as much as the longest window. */
  readonly historySeconds: number | undefined;
}

/** What one alert does about an incident. */
export interface AlertOutcome {
  readonly alert: string;
  readonly clock: Clock['name'];
  readonly objective: string;
  readonly tier: Tier['name'];
  readonly severity: Tier['severity'];
  readonly action: Tier['action'];
  /** The error ratio above which it fires. */
  readonly threshold: number;
  /** Seconds from the incident's begin to the first evaluation that fires; undefined: it stays silent. */
  readonly firesAfterSeconds: number | undefined;
  /** Seconds from the incident's end until it is off again; negative: before the end. */
  readonly resetsAfterFixSeconds: number | undefined;
}

/** What an incident takes of a clock's budget. */
export interface BudgetCost {
  readonly clock: Clock['name'];
  readonly objective: string;
  /** Share of the whole period's budget, at an even rate of events: 1 is all of it, 1.34 overspends by 34 %. */
  readonly share: number;
}

export interface IncidentOutcome {
  readonly slo: string;
  readonly alerts: readonly AlertOutcome[];
  readonly costs: readonly BudgetCost[];
}

/** Plays an incident against an SLO's rules, on the grid of their evaluations; the generated rule tests hold it to promtool. */
export function playIncident(slo: Slo, incident: Incident, sampling: Sampling): IncidentOutcome {
  const stepSeconds = sampling.evaluationSeconds;
  const watches = watchesOf(slo);
  const before = incident.historySeconds ?? Math.max(0, ...watches.map(({ tier }) => tier.longSeconds));
  const after = Math.max(0, ...watches.map(({ tier }) => tier.shortSeconds + tier.keepFiringSeconds));
  const sliceSeconds = slo.budgeting.method === 'Occurrences' ? 0 : slo.budgeting.sliceSeconds;
  const events = isSampled(slo) ? 1 : incident.eventsPerSecond * stepSeconds;
  const phase = (seconds: number, errorRatio: number): Phase => ({
    steps: Math.ceil(seconds / stepSeconds),
    events,
    errorRatio,
  });
  const totals = totalsOf([
    phase(before, 0),
    phase(incident.seconds, incident.errorRatio),
    phase(after + 2 * sliceSeconds + 10 * stepSeconds, 0),
  ]);
  const begin = Math.ceil(before / stepSeconds);
  const end = begin + Math.ceil(incident.seconds / stepSeconds);
  const alerts = watches.map((watch): AlertOutcome => {
    const { budgeting } = slo;
    const counted =
      budgeting.method === 'Occurrences'
        ? totals
        : slicesOf(totals, budgeting, watch.objective, { stepSeconds, evaluationSeconds: stepSeconds });
    const [firing] = firingsOf(counted, watch.tier, watch.objective, {
      stepSeconds,
      leastBad: leastBadEvents(slo),
    }).slice(-1);
    return {
      ...describe(watch),
      firesAfterSeconds: firing && (firing.from - begin) * stepSeconds,
      resetsAfterFixSeconds: firing?.to === undefined ? undefined : (firing.to - end) * stepSeconds,
    };
  });
  return { slo: slo.name, alerts, costs: costsOf(slo, incident) };
}

function describe(watch: Watch): Omit<AlertOutcome, 'firesAfterSeconds' | 'resetsAfterFixSeconds'> {
  const { tier, clock, objective } = watch;
  return {
    alert: burnAlertName(clock.name, tier),
    clock: clock.name,
    objective: objectiveLabel(objective),
    tier: tier.name,
    severity: tier.severity,
    action: tier.action,
    threshold: thresholdOf(watch),
  };
}

/** Bad events or slices ÷ those that the period allows. */
function costsOf(slo: Slo, { errorRatio, seconds }: Incident): BudgetCost[] {
  return slo.objectives.flatMap((objective) =>
    objective.clocks.map((clock) => {
      const isAllOrNothing = slo.budgeting.method === 'Timeslices';
      const goodEnough = isAllOrNothing && 1 - errorRatio >= (objective.sliceTarget ?? 1);
      const bad = isAllOrNothing ? Number(!goodEnough) : errorRatio;
      return {
        clock: clock.name,
        objective: objectiveLabel(objective),
        share: (bad * seconds) / clock.periodSeconds / (1 - objective.target),
      };
    }),
  );
}
