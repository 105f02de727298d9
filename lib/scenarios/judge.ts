import { burnAlertName } from '../slo/names';
import {
  beginOfSteps,
  endOfSteps,
  type AlertExpectation,
  type AlertReference,
  type BudgetExpectation,
  type ExpectedVantage,
  type Scenario,
  type Silence,
} from './model';
import type { Facts, Prediction, SeenAlert, Verdict } from './run-record';

/** Holds what was seen of a run against what its scenario expects, point by point. */
export function judge(scenario: Scenario, facts: Facts, prediction: Prediction): Verdict[] {
  const { alerts, silent, budgets, recoverySeconds, seenBy, sees } = scenario.expect;
  return [
    ...alerts.flatMap((expected) => judgeAlert(expected, facts, scenario)),
    ...silent.map((expected) => judgeSilence(expected, facts)),
    ...budgets.map((expected) => judgeBudget(expected, facts, prediction)),
    ...(recoverySeconds === undefined ? [] : [judgeRecovery(recoverySeconds, facts)]),
    ...(seenBy === undefined ? [] : [judgeVantage(seenBy, facts)]),
    ...sees.map((one) => {
      const isMet = facts.sees.includes(one);
      return {
        about: 'sees',
        expected: one,
        got: isMet ? one : `not seen; seen: ${facts.sees.join(', ') || 'nothing'}`,
        isMet,
      };
    }),
  ];
}

/** How an alert is called where people read it: `availability page-fast (class hour)`. */
export function alertText(alert: AlertReference): string {
  return alert.by === 'name' ? alert.name : `${burnAlertName(alert.clock, { name: alert.tier })} of ${alert.slo}`;
}

function judgeVantage(expected: ExpectedVantage, { seenBy }: Facts): Verdict {
  const isMet = expected === 'not-in-process' ? seenBy === 'outside-in' || seenBy === 'nobody' : seenBy === expected;
  return { about: 'seen by', expected, got: seenBy, isMet };
}

function judgeAlert(
  { alert, firesWithin, notBefore, clearsWithin }: AlertExpectation,
  facts: Facts,
  scenario: Scenario,
): Verdict[] {
  const [begin, end] = [beginOfSteps(scenario), endOfSteps(scenario)];
  const [first] = facts.alerts.filter((one) => isMeant(alert, one)).sort((a, b) => a.firedAt - b.firedAt);
  const name = alertText(alert);
  const after = first && first.firedAt - begin;
  const earliest = notBefore === 0 ? '' : `, not before ${notBefore} s`;
  const fires: Verdict = {
    about: 'alert',
    expected: `${name} fires within ${firesWithin} s${earliest}`,
    got: after === undefined ? 'it stayed silent' : `it fired after ${seconds(after)}`,
    isMet: after !== undefined && after <= firesWithin && after >= notBefore,
  };
  if (clearsWithin === undefined) return [fires];
  const cleared = first?.clearedAt ?? undefined;
  const clears: Verdict = {
    about: 'alert',
    expected: `${name} clears within ${clearsWithin} s after the last step`,
    got: clearedText(first, cleared, end),
    isMet: cleared !== undefined && cleared - end <= clearsWithin,
  };
  return [fires, clears];
}

function clearedText(first: SeenAlert | undefined, cleared: number | undefined, end: number): string {
  if (first === undefined) return 'it never fired';
  return cleared === undefined ? 'it still fires' : `it cleared after ${seconds(cleared - end)}`;
}

function judgeSilence(silence: Silence, { alerts }: Facts): Verdict {
  const { slo, clock, action } = silence;
  const loud = alerts.filter(
    (one) =>
      one.clock !== null &&
      (slo === undefined || one.slo === slo) &&
      (clock === undefined || one.clock === clock) &&
      (action === undefined || one.action === action),
  );
  const which = [slo, clock === undefined ? undefined : `${clock} clock`, action].filter((word) => word !== undefined);
  return {
    about: 'silent',
    expected: `no burn alert fires${which.length === 0 ? '' : ` (${which.join(', ')})`}`,
    got: loud.length === 0 ? 'none fired' : loud.map((one) => `${one.alert} of ${one.slo} fired`).join('; '),
    isMet: loud.length === 0,
  };
}

function judgeBudget(expected: BudgetExpectation, { budgets }: Facts, prediction: Prediction): Verdict {
  const { slo, clock, objective, tolerance, around } = expected;
  const isMeantBy = (one: Facts['budgets'][number]) =>
    one.slo === slo && one.clock === clock && (objective === undefined || one.objective === objective);
  const found = budgets.find(isMeantBy);
  const predicted = around === 'prediction' ? prediction.budgets.find(isMeantBy)?.spent : undefined;
  const spent = predicted ?? expected.spent;
  const name = `${slo}${objective === undefined ? '' : ` ${objective}`} (${clock} clock)`;
  return {
    about: 'budget',
    expected: `${name} spends ${percent(spent)} ± ${percent(tolerance)}${predicted === undefined ? '' : ', as predicted'}`,
    got: found ? `it spent ${percent(found.spent)}` : 'nobody could tell',
    isMet: found !== undefined && Math.abs(found.spent - spent) <= tolerance + 1e-9,
  };
}

function judgeRecovery(within: number, { recoverySeconds }: Facts): Verdict {
  return {
    about: 'recovery',
    expected: `the lab is steady within ${within} s after the last step`,
    got: recoverySeconds === null ? 'it was not seen steady' : `it was after ${seconds(recoverySeconds)}`,
    isMet: recoverySeconds !== null && recoverySeconds <= within,
  };
}

function isMeant(reference: AlertReference, seen: SeenAlert): boolean {
  if (reference.by === 'name') return seen.alert === reference.name;
  return seen.slo === reference.slo && seen.clock === reference.clock && seen.tier === reference.tier;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
