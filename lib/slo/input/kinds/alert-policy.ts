import type { Clock, Source } from '../../model';
import { annotation, readAnnotation, type Annotations } from '../annotations';
import { description } from '../common-types';
import type { Reference } from '../definitions';
import { fieldsOf, sourceOf, spotOf, type Spot } from '../place';
import { readTiers, TIER_ANNOTATION, type TierDraft } from '../tier';
import { alwaysTrue, listOf, oneOf } from '../value-types';
import { alertConditionReader, type ConditionDraft } from './alert-condition';
import { alertNotificationTargetReader } from './alert-notification-target';
import { objectReader, referenceType } from './object';

/** An `AlertPolicy` whose references are names still. */
export interface PolicyDraft {
  readonly name: string;
  readonly clock: Clock['name'];
  readonly tiers: readonly TierDraft[];
  readonly condition: Reference<ConditionDraft> | undefined;
  readonly targets: readonly Reference<true>[];
  readonly source: Source;
  readonly spot: Spot;
}

const CLOCK = 'clock';
const clock = oneOf(['real', 'class']);

const conditions = listOf(
  referenceType('conditionRef', alertConditionReader),
  'a list of one condition, as OpenSLO v1 has it; more windows are annotations tier.<name>',
  (length) => length === 1,
);
const targets = listOf(
  referenceType('targetRef', alertNotificationTargetReader),
  'a list of at least one target',
  (length) => length > 0,
);

/** `AlertPolicy`; its clock and its ladder of windows are annotations. */
export const alertPolicyReader = objectReader(
  'AlertPolicy',
  [annotation(CLOCK), TIER_ANNOTATION],
  (spec, metadata, object): PolicyDraft | undefined => {
    const fields = fieldsOf(spec, [
      'description',
      'alertWhenNoData',
      'alertWhenResolved',
      'alertWhenBreaching',
      'conditions',
      'notificationTargets',
    ]);
    if (!fields) return undefined;
    fields.optional('description', description);
    fields.optional('alertWhenBreaching', alwaysTrue('a policy without alerts is no policy'));
    fields.optional('alertWhenResolved', alwaysTrue('Alertmanager tells when an alert is over'));
    fields.optional('alertWhenNoData', alwaysTrue('a metric that is absent has an alert of its own'));
    const condition = fields.required('conditions', conditions)?.[0];
    return {
      name: metadata.name ?? '',
      clock: readClock(metadata.annotations),
      tiers: readTiers(metadata.annotations),
      condition,
      targets: fields.required('notificationTargets', targets) ?? [],
      source: sourceOf(object),
      spot: spotOf(object),
    };
  },
);

/** A ladder without its clock would be one of the real month, whatever its windows were meant for. */
function readClock(annotations: Annotations): Clock['name'] {
  const [, tier] = [...annotations].find(([name]) => TIER_ANNOTATION.matches(name)) ?? [];
  if (tier && !annotations.has(CLOCK)) {
    const path = tier.path.replace(/tier\.[^"]*/, CLOCK);
    tier.reading.problems.push({
      ...spotOf(tier),
      path,
      got: 'nothing',
      message: 'allowed: real, class; tiers have a clock',
    });
  }
  return readAnnotation(annotations, CLOCK, clock) ?? 'real';
}
