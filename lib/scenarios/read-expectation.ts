import { didYouMean } from '../slo/input/nearest';
import { fieldsOf, refuse, refuseKey, sourceOf, type Fields, type Place, type ValueType } from '../slo/input/place';
import { listOf, mapOf, oneOf, text } from '../slo/input/value-types';
import type { Slo } from '../slo/model';
import { objectiveLabel } from '../slo/names';
import {
  SIGHTS,
  EXPECTED_VANTAGES,
  type AlertExpectation,
  type BudgetExpectation,
  type Expectation,
  type Silence,
} from './model';
import { clockName, sloNameType } from './references';
import { budgetShare, seconds } from './value-types';

const KEYS = ['alerts', 'silent', 'budgets', 'recovery', 'seenBy', 'sees'];

/** Reads what a run is judged by; undefined when there is nothing. */
export function readExpectation(fields: Fields, slos: readonly Slo[] | undefined): Expectation | undefined {
  return fields.required(
    'expect',
    mapOf(
      (place) => {
        const inside = fieldsOf(place, KEYS, {
          cost: 'what it costs is budgets, a list of slo, clock, spent and tolerance',
        });
        if (!inside) return undefined;
        if (KEYS.every((key) => inside.at(key) === undefined)) {
          return refuse(
            place,
            `allowed: at least one of ${KEYS.join(', ')}; a scenario that expects nothing cannot fail`,
          );
        }
        return {
          alerts: inside.optional('alerts', listOf(alertType(slos), 'a list of alerts')) ?? [],
          silent: inside.optional('silent', listOf(silenceType(slos), 'a list of alerts that do not fire')) ?? [],
          budgets: inside.optional('budgets', listOf(budgetType(slos), 'a list of budgets')) ?? [],
          recoverySeconds: inside.optional('recovery', recoveryType),
          seenBy: inside.optional('seenBy', oneOf(EXPECTED_VANTAGES)),
          sees: inside.optional('sees', listOf(oneOf(SIGHTS), `a list of ${SIGHTS.join(', ')}`)) ?? [],
        };
      },
      `a map with ${KEYS.join(', ')}`,
    ),
  );
}

const recoveryType: ValueType<number> = mapOf((place) => fieldsOf(place, ['within'])?.required('within', seconds));

const alertName = text('the name of an alert rule, such as CircuitBreakerOpen', (value) =>
  /^[A-Z]\w{2,99}$/.test(value),
);

function alertType(slos: readonly Slo[] | undefined): ValueType<AlertExpectation> {
  const keys = ['slo', 'clock', 'tier', 'name', 'firesWithin', 'notBefore', 'clearsWithin'];
  return mapOf((place) => {
    const fields = fieldsOf(place, keys);
    if (!fields) return undefined;
    const alert = readReference(fields, slos);
    const firesWithin = fields.required('firesWithin', seconds);
    const notBefore = fields.optional('notBefore', seconds) ?? 0;
    const clearsWithin = fields.optional('clearsWithin', seconds);
    const early = fields.at('notBefore');
    if (early && firesWithin !== undefined && notBefore >= firesWithin) {
      return refuse(early, `allowed: less than firesWithin, which is ${firesWithin}s`);
    }
    if (alert === undefined || firesWithin === undefined) return undefined;
    return { alert, firesWithin, notBefore, clearsWithin, source: sourceOf(place) };
  }, 'a map with slo, clock, tier (or name), firesWithin and clearsWithin');
}

function readReference(fields: Fields, slos: readonly Slo[] | undefined): AlertExpectation['alert'] | undefined {
  const named = fields.at('name');
  if (named) {
    for (const key of ['slo', 'clock', 'tier']) {
      const other = fields.at(key);
      if (other) return refuse(other, 'allowed: either name, or slo, clock and tier');
    }
    const name = fields.required('name', alertName);
    return name === undefined ? undefined : { by: 'name', name };
  }
  const slo = fields.required('slo', sloNameType(slos));
  const clock = fields.optional('clock', clockName) ?? 'class';
  const tierAt = fields.at('tier');
  const tier = fields.required('tier', text("the name of a tier of the SLO's alert policy, such as page-fast"));
  if (slo === undefined || tier === undefined) return undefined;
  const policies = slos?.find((one) => one.name === slo)?.alertPolicies.filter((policy) => policy.clock === clock);
  const tiers = policies?.flatMap((policy) => policy.tiers.map((one) => one.name));
  if (tierAt && tiers && !tiers.includes(tier)) {
    const there = tiers.join(', ') || 'none';
    return refuse(tierAt, `${slo} has no such tier on this clock${didYouMean(tier, tiers)}; allowed: ${there}`);
  }
  return { by: 'tier', slo, clock, tier };
}

function silenceType(slos: readonly Slo[] | undefined): ValueType<Silence> {
  return mapOf((place) => {
    const fields = fieldsOf(place, ['slo', 'clock', 'action']);
    return (
      fields && {
        slo: fields.optional('slo', sloNameType(slos)),
        clock: fields.optional('clock', clockName),
        action: fields.optional('action', oneOf(['page', 'ticket'])),
      }
    );
  }, 'a map with slo, clock and action, all of them optional: {} is every burn alert');
}

function budgetType(slos: readonly Slo[] | undefined): ValueType<BudgetExpectation> {
  return mapOf((place) => {
    const fields = fieldsOf(place, ['slo', 'clock', 'objective', 'spent', 'tolerance', 'around']);
    if (!fields) return undefined;
    const slo = fields.required('slo', sloNameType(slos));
    const clock = fields.optional('clock', clockName) ?? 'class';
    const objective = fields.optional(
      'objective',
      text("an objective's target in percent, in quotes, such as '99.9%'"),
    );
    const spent = fields.required('spent', budgetShare);
    const tolerance = fields.required('tolerance', budgetShare);
    const around = fields.optional('around', oneOf(['spent', 'prediction'])) ?? 'spent';
    if (slo === undefined || spent === undefined || tolerance === undefined) return undefined;
    const found = slos?.find((one) => one.name === slo);
    if (found && !hasOneObjective(place, fields, { clock, objective }, found)) return undefined;
    return { slo, clock, objective, spent, tolerance, around };
  }, 'a map with slo, clock, spent and tolerance');
}

/** Whether the SLO has exactly one objective that is meant. */
function hasOneObjective(
  place: Place,
  fields: Fields,
  { clock, objective }: Pick<BudgetExpectation, 'clock' | 'objective'>,
  slo: Slo,
): boolean {
  const labels = slo.objectives.filter(({ clocks }) => clocks.some(({ name }) => name === clock)).map(objectiveLabel);
  const there = labels.join(', ') || 'none';
  if (objective === undefined) {
    if (labels.length !== 1) refuseKey(place, 'objective', 'nothing', `${slo.name} has these on this clock: ${there}`);
    return labels.length === 1;
  }
  const at = fields.at('objective');
  if (!labels.includes(objective) && at) refuse(at, `${slo.name} has these on this clock: ${there}`);
  return labels.includes(objective);
}
