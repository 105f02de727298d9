import type { Tier } from '../../model';
import { description, shorthand } from '../common-types';
import { fieldsOf, spotOf, type Spot } from '../place';
import { mapOf, number, oneOf, text } from '../value-types';
import { objectReader } from './object';

/** The one burn-rate condition that an `AlertPolicy` of v1 can say. */
export interface ConditionDraft {
  readonly name: string;
  readonly severity: Tier['severity'];
  readonly action: Tier['action'];
  readonly burnRate: number;
  readonly longSeconds: number;
  readonly spot: Spot;
}

const SEVERITIES = {
  P0: ['page', 'P0'],
  P1: ['page', 'P1'],
  P2: ['ticket', 'P2'],
  P3: ['ticket', 'P3'],
  page: ['page', 'P1'],
  ticket: ['ticket', 'P3'],
} as const;

const severity = oneOf(['P0', 'P1', 'P2', 'P3', 'page', 'ticket']);
const burnrate = oneOf(['burnrate']);
const op = oneOf(['gt', 'gte'], ', or no such key: a burn rate alerts when it is too high');
const burnRate = number('above 0 and at most 10,000', (value) => value > 0 && value <= 10_000);
const NO_WAIT = '0m, or no such key: a short window says it better (annotation tier.<name>), and ends the alert sooner';
const alertAfter = text(NO_WAIT, (value) => /^0[mhdw]$/.test(value));

/** `AlertCondition`. */
export const alertConditionReader = objectReader('AlertCondition', [], (spec, { name = '' }) => {
  const fields = fieldsOf(spec, ['description', 'severity', 'condition']);
  if (!fields) return undefined;
  fields.optional('description', description);
  const level = fields.required('severity', severity);
  const condition = fields.required(
    'condition',
    mapOf((place) => {
      const inner = fieldsOf(place, ['kind', 'op', 'threshold', 'lookbackWindow', 'alertAfter']);
      if (!inner) return undefined;
      inner.optional('kind', burnrate);
      inner.optional('op', op);
      inner.optional('alertAfter', alertAfter);
      const threshold = inner.required('threshold', burnRate);
      const lookback = inner.required('lookbackWindow', shorthand);
      const at = inner.at('threshold');
      return threshold !== undefined && lookback !== undefined && at
        ? { burnRate: threshold, longSeconds: lookback, spot: spotOf(at) }
        : undefined;
    }),
  );
  if (level === undefined || condition === undefined) return undefined;
  const [action, ownSeverity] = SEVERITIES[level];
  return { name, action, severity: ownSeverity, ...condition };
});
