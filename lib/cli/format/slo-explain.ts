import type { Explanation, ObjectiveArithmetic, TierArithmetic } from '../../slo/explain';
import { CLOCK_TITLES } from '../../slo/names';
import { percentText } from '../../slo/promql';
import { alertTable, span } from './slo-simulate';
import type { Style } from './style';
import { table } from './table';

/** The arithmetic of an SLO in sentences and tables. */
export function formatSloExplain(explanation: Explanation, style: Style): string {
  const { displayName, description, objectives, example, eventsPerSecond, leastBadEvents } = explanation;
  return [
    style.strong(displayName),
    ...(description === '' ? [] : [description.trim()]),
    ...objectives.flatMap((objective) => ['', ...objectiveLines(objective, explanation, style)]),
    '',
    'An alert needs both windows: the long one says that it matters, the short one that it is still going on.',
    ...(leastBadEvents > 0
      ? [`It also needs ${leastBadEvents} bad events in the long window, so that one failure among few is none.`]
      : []),
    '',
    style.strong(
      `Example: ${percentText(example.errorRatio)} errors for ${span(example.seconds)} at ${eventsPerSecond} events a second, then fixed`,
    ),
    ...alertTable(example.outcome.alerts, style),
  ].join('\n');
}

function objectiveLines(
  objective: ObjectiveArithmetic,
  { method, eventsPerSecond }: Explanation,
  style: Style,
): string[] {
  const { target, clock, periodSeconds, budget, events, allowedBad, outageSeconds, tiers } = objective;
  const what = method === 'Occurrences' ? 'events' : 'slices';
  const rate = method === 'Occurrences' ? ` at ${eventsPerSecond} a second` : '';
  return [
    style.strong(`${percentText(target)} on the ${CLOCK_TITLES[clock]} (${span(periodSeconds)})`),
    `  budget: 1 − ${target} = ${budget}, so ${count(allowedBad)} of ${count(events)} ${what}${rate} may be bad,`,
    `  or everything for ${span(outageSeconds)}`,
    ...(tiers.length === 0 ? [] : ['', ...tiers.map((tier) => `  ${sentenceOf(tier, objective)}`), '']),
    ...table(
      [
        [
          'fires after',
          ...(tiers[0]?.firesAfter ?? []).map(({ errorRatio }) => `${percentText(errorRatio)} errors`),
          'off after an outage',
          'needs',
        ],
        ...tiers.map((tier) => [
          tier.tier,
          ...tier.firesAfter.map(({ seconds }) => (seconds === undefined ? 'never' : span(seconds))),
          span(tier.resetsAfterOutageSeconds),
          `${tier.eventsPerSecondNeeded} events a second`,
        ]),
      ],
      '  ',
    ).slice(tiers.length === 0 ? 1 : 0),
  ];
}

function sentenceOf(tier: TierArithmetic, { periodSeconds, budget }: ObjectiveArithmetic): string {
  const { burnRate, budgetShare, longSeconds, shortSeconds, threshold, severity } = tier;
  return (
    `${tier.tier} (${severity}): ${percentText(budgetShare)} of ${span(periodSeconds)} ÷ ${span(longSeconds)} = burn rate ${burnRate}; ` +
    `above ${burnRate} × ${budget} = ${percentText(threshold)} errors in ${span(longSeconds)} and in ${span(shortSeconds)}`
  );
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
