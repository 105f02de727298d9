import { durationText } from './duration-text';
import type { Clock, Objective, Problem, Sampling, Slo, Source, Tier } from './model';
import { CLOCK_TITLES, objectiveLabel } from './names';
import { parseSelector, percentText, rounded } from './promql';
import { isSampled } from './rules/events';
import { clocksOf, tiersOf } from './rules/windows';

/** What rules are generated for. */
export interface GenerationLimits {
  readonly sampling: Sampling;
  /** Bucket edges of known classic histograms; a histogram that is not here is not checked. */
  readonly buckets?: ReadonlyMap<string, readonly number[]>;
  /** Expected events a second; undefined: traffic is not checked. */
  readonly eventsPerSecond?: number;
}

/** `rate()` over fewer scrapes is empty at some phases. */
const LEAST_SCRAPES = 4;
/** With fewer bad events in a window, chance decides whether the alert fires. */
const LEAST_EXPECTED_BAD = 5;

/** What cannot work, with numbers and reasons, for every SLO at once; nothing is generated when there is any. */
export function refusals(slos: readonly Slo[], limits: GenerationLimits): Problem[] {
  return slos.flatMap((slo) => [
    ...slo.objectives.flatMap((objective) => bucketRefusals(slo, objective, limits)),
    ...clocksOf(slo).flatMap(({ clock, objectives }) => [
      ...clockRefusals(slo, clock, limits),
      ...tiersOf(slo, clock.name).flatMap((tier) => [
        ...tierRefusals(slo, clock, tier, limits),
        ...objectives.flatMap((objective) => reachRefusals(slo, objective, clock, tier, limits)),
      ]),
    ]),
  ]);
}

function clockRefusals(slo: Slo, clock: Clock, { sampling }: GenerationLimits): Problem[] {
  const { retentionSeconds, evaluationSeconds } = sampling;
  const { periodSeconds, calendar } = clock;
  const problems: Problem[] = [];
  if (periodSeconds > retentionSeconds) {
    problems.push({
      ...place(slo.source, slo, `clock ${clock.name}`),
      got: `a period of ${durationText(periodSeconds)}`,
      message:
        `Prometheus keeps ${durationText(retentionSeconds)}, and a longer period would silently be that; ` +
        `allowed: at most ${durationText(retentionSeconds)}, or a longer --storage.tsdb.retention.time`,
    });
  }
  if (calendar && !Number.isFinite(Date.parse(calendar.startTime))) {
    problems.push({
      ...place(slo.source, slo, `clock ${clock.name}`),
      got: `a calendar that starts at ${calendar.startTime}`,
      message: 'allowed: a time with its offset from UTC, such as 2026-01-01T00:00:00Z',
    });
  }
  const { budgeting } = slo;
  if (budgeting.method !== 'Occurrences' && budgeting.sliceSeconds < evaluationSeconds) {
    problems.push({
      ...place(slo.source, slo, 'spec.objectives.timeSliceWindow'),
      got: `slices of ${durationText(budgeting.sliceSeconds)}`,
      message: `rules are evaluated every ${durationText(evaluationSeconds)}; allowed: slices at least as long`,
    });
  }
  return problems;
}

function tierRefusals(slo: Slo, clock: Clock, tier: Tier, { sampling }: GenerationLimits): Problem[] {
  const at = place(tier.source, slo, `tier.${tier.name}`);
  const problems: Problem[] = [];
  const least = LEAST_SCRAPES * sampling.scrapeSeconds;
  const shortest = Math.min(tier.shortSeconds, tier.longSeconds);
  if (shortest < least) {
    problems.push({
      ...at,
      got: `a window of ${durationText(shortest)}`,
      message:
        `that is ${rounded(shortest / sampling.scrapeSeconds)} scrapes of ${durationText(sampling.scrapeSeconds)}, and at some ` +
        `phases none of it is seen; allowed: at least ${LEAST_SCRAPES} scrapes, ${durationText(least)}`,
    });
  }
  if (slo.budgeting.method !== 'Occurrences' && shortest < slo.budgeting.sliceSeconds) {
    problems.push({
      ...at,
      got: `a window of ${durationText(shortest)}`,
      message: `no slice of ${durationText(slo.budgeting.sliceSeconds)} ends in some of them; allowed: windows at least as long as a slice`,
    });
  }
  if (tier.shortSeconds >= tier.longSeconds) {
    problems.push({
      ...at,
      got: `short window ${durationText(tier.shortSeconds)}, long window ${durationText(tier.longSeconds)}`,
      message:
        'the short window ends the alert soon after a fix; allowed: shorter than the long one, a twelfth of it is usual',
    });
  }
  if (tier.longSeconds > clock.periodSeconds) {
    problems.push({
      ...at,
      got: `a long window of ${durationText(tier.longSeconds)}`,
      message: `the ${CLOCK_TITLES[clock.name]}'s period is ${durationText(clock.periodSeconds)}; allowed: at most that`,
    });
  }
  if (tier.burnRate < 1) {
    problems.push({
      ...at,
      got: `burn rate ${tier.burnRate}`,
      message:
        `a service that burns at ${tier.burnRate} keeps its promise, with ${percentText(1 - tier.burnRate)} of the budget left over; ` +
        `allowed: at least 1, the rate at which the budget lasts exactly ${durationText(clock.periodSeconds)}`,
    });
  }
  return problems;
}

function reachRefusals(
  slo: Slo,
  objective: Objective,
  clock: Clock,
  tier: Tier,
  { eventsPerSecond }: GenerationLimits,
): Problem[] {
  const budget = rounded(1 - objective.target);
  const threshold = rounded(tier.burnRate * budget);
  const at = place(tier.source, slo, `tier.${tier.name}`);
  if (threshold >= 1) {
    return [
      {
        ...at,
        got: `burn rate ${tier.burnRate} for the target ${objectiveLabel(objective)}`,
        message:
          `it alerts above ${tier.burnRate} × ${percentText(budget)} = ${percentText(threshold)} errors, and there are never more than ` +
          `100%; allowed: a burn rate below ${rounded(1 / budget)}, or a target above ${percentText(Math.ceil((1 - 1 / tier.burnRate) * 1e4) / 1e4)}`,
      },
    ];
  }
  if (eventsPerSecond === undefined || isSampled(slo) || slo.budgeting.method !== 'Occurrences') return [];
  const expected = rounded(eventsPerSecond * tier.shortSeconds * threshold);
  if (expected >= LEAST_EXPECTED_BAD) return [];
  const needed = Math.ceil((LEAST_EXPECTED_BAD / tier.shortSeconds / threshold) * 10) / 10;
  return [
    {
      ...at,
      got: `${eventsPerSecond} events a second for the target ${objectiveLabel(objective)} of the ${CLOCK_TITLES[clock.name]}`,
      message:
        `at ${percentText(threshold)} errors the window of ${durationText(tier.shortSeconds)} has ${expected} bad events, and chance decides ` +
        `whether it alerts; allowed: at least ${LEAST_EXPECTED_BAD}, which takes ${needed} events a second or a longer window`,
    },
  ];
}

function bucketRefusals(
  { indicator, source, name }: Slo,
  { threshold, source: at }: Objective,
  limits: GenerationLimits,
): Problem[] {
  if (indicator.kind !== 'histogram' || indicator.form !== 'classic' || !threshold) return [];
  const metric = parseSelector(indicator.query)?.name;
  if (metric === undefined) {
    return [
      {
        ...source,
        path: `${name}: indicator`,
        got: indicator.query,
        message:
          'allowed: the name of a histogram, with matchers in braces or none, such as http_request_duration_seconds',
      },
    ];
  }
  const edges = limits.buckets?.get(metric);
  if (!edges || edges.includes(threshold.value)) return [];
  return [
    {
      ...at,
      path: `${name}: objectives.value`,
      got: String(threshold.value),
      message:
        `${metric} has no bucket that ends there, and what lies between two edges is not known; ` +
        `allowed: ${edges.join(', ')}`,
    },
  ];
}

function place({ file, line }: Source, { name }: Slo, path: string): Source & { readonly path: string } {
  return { file, line, path: `${name}: ${path}` };
}
