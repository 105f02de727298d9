import type { Budgeting, Source } from '../../model';
import { annotation, readAnnotation, type AnnotationName, type Annotations } from '../annotations';
import { description, nameOf, seconds, shareOf } from '../common-types';
import type { NameReference, Reference } from '../definitions';
import {
  fieldsOf,
  refuse,
  refuseKey,
  sourceOf,
  spotOf,
  type Fields,
  type Place,
  type Spot,
  type ValueType,
} from '../place';
import { listOf, mapOf, oneOf, text } from '../value-types';
import { alertPolicyReader, type PolicyDraft } from './alert-policy';
import { objectReader, readObject, referenceType } from './object';
import { readObjective, type ObjectiveDraft } from './objective';
import { readSli, SLI_ANNOTATIONS, type SliDraft } from './sli';
import { readTimeWindow, type TimeWindow } from './time-window';

/** An `SLO` whose references are names still. */
export interface SloDraft {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly runbookUrl: string | undefined;
  readonly service: NameReference | undefined;
  readonly indicator: Reference<SliDraft> | undefined;
  readonly method: { readonly name: Budgeting['method']; readonly spot: Spot } | undefined;
  readonly window: TimeWindow | undefined;
  readonly objectives: readonly ObjectiveDraft[];
  readonly policies: readonly PolicyReference[];
  readonly classPeriodSeconds: number;
  readonly classTargets: readonly ClassTarget[];
  /** Whether it has class targets, right or wrong ones. */
  readonly namesClassTargets: boolean;
  readonly source: Source;
}

/** An alert policy, and where the SLO names it. */
export interface PolicyReference {
  readonly reference: Reference<PolicyDraft>;
  readonly spot: Spot;
}

/** What the annotation `objectives.<n>.class-target` promises. */
export interface ClassTarget {
  readonly objective: number;
  readonly target: number;
  readonly spot: Spot;
}

const RUNBOOK = 'runbook';
const CLASS_PERIOD = 'class-period';
const CLASS_TARGET: AnnotationName = {
  name: 'objectives.<n>.class-target',
  matches: (name) => /^objectives\.(?:0|[1-9]\d{0,3})\.class-target$/.test(name),
};
const HOUR = 3600;

const runbook = text(
  'an address such as https://example.org/runbook, or a path such as docs/runbooks/name.md',
  (value) => /^https?:\/\/[^\s]+$|^(?!\/)(?!.*\.\.)[\w./-]+\.md$/.test(value),
);
const classTarget = text('a percentage above 0% and below 100%, such as 99%', (value) => {
  const percentage = /^\d{1,2}(?:\.\d{1,6})?%$/.test(value) ? Number(value.slice(0, -1)) : 0;
  return percentage > 0;
});

const serviceName = nameOf('Service');
const sliName = nameOf('SLI');
const budgetingMethod = oneOf(['Occurrences', 'Timeslices', 'RatioTimeslices']);
const timeWindow = listOf(
  mapOf(readTimeWindow),
  'a list of one window, such as duration: 30d and isRolling: true',
  isOne,
);
const policy = referenceType('alertPolicyRef', alertPolicyReader);
const policies = listOf(
  mapOf((place): PolicyReference | undefined => {
    const reference = policy.read(place);
    return reference && { reference, spot: reference.by === 'name' ? reference.spot : spotOf(place) };
  }, policy.allowed),
  'a list of alert policies',
);

/** `SLI`. */
export const sliReader = objectReader('SLI', SLI_ANNOTATIONS, (spec, { annotations }) => readSli(spec, annotations));

/** `SLO`. */
export const sloReader = objectReader(
  'SLO',
  [annotation(RUNBOOK), annotation(CLASS_PERIOD), CLASS_TARGET],
  (spec, metadata, object): SloDraft | undefined => {
    const fields = fieldsOf(spec, [
      'description',
      'service',
      'indicator',
      'indicatorRef',
      'timeWindow',
      'budgetingMethod',
      'objectives',
      'alertPolicies',
    ]);
    if (!fields) return undefined;
    const name = metadata.name ?? '';
    const methodAt = fields.at('budgetingMethod');
    const method = fields.required('budgetingMethod', budgetingMethod);
    const objective = mapOf((place) => readObjective(place, method));
    const objectives = listOf(objective, 'a list of at least one objective', (length) => length > 0);
    return {
      name,
      displayName: metadata.displayName ?? name,
      description: fields.optional('description', description) ?? '',
      labels: metadata.labels,
      runbookUrl: readAnnotation(metadata.annotations, RUNBOOK, runbook),
      service: readReference(fields, 'service', serviceName),
      indicator: readIndicator(fields),
      method: method && methodAt && { name: method, spot: spotOf(methodAt) },
      window: fields.required('timeWindow', timeWindow)?.[0],
      objectives: fields.required('objectives', objectives) ?? [],
      policies: fields.optional('alertPolicies', policies) ?? [],
      classPeriodSeconds: readAnnotation(metadata.annotations, CLASS_PERIOD, seconds) ?? HOUR,
      classTargets: readClassTargets(metadata.annotations),
      namesClassTargets: [...metadata.annotations.keys()].some(CLASS_TARGET.matches),
      source: sourceOf(object),
    };
  },
);

function readReference(fields: Fields, key: string, type: ValueType<string>): NameReference | undefined {
  const at = fields.at(key);
  const name = fields.required(key, type);
  return at && name !== undefined ? { by: 'name', name, spot: spotOf(at) } : undefined;
}

function readIndicator(fields: Fields): Reference<SliDraft> | undefined {
  const [inPlace, byName] = [fields.at('indicator'), fields.at('indicatorRef')];
  if (inPlace && byName) return refuse(byName, 'allowed: either indicator or indicatorRef, not both');
  if (byName) return readReference(fields, 'indicatorRef', sliName);
  if (!inPlace) return refuseKey(fields.place, 'indicator', 'nothing', 'allowed: either indicator or indicatorRef');
  return fields.optional('indicator', mapOf(readIndicatorInPlace));
}

/** An indicator in place has no `kind`. */
function readIndicatorInPlace(place: Place): Reference<SliDraft> | undefined {
  const fields = fieldsOf(place, ['metadata', 'spec']);
  if (!fields) return undefined;
  const { name = '', draft, isWhole } = readObject(fields, sliReader);
  return { by: 'value', name, value: isWhole ? draft : undefined };
}

function readClassTargets(annotations: Annotations): ClassTarget[] {
  const targets: ClassTarget[] = [];
  for (const [name, place] of annotations) {
    if (!CLASS_TARGET.matches(name)) continue;
    const percentage = readAnnotation(annotations, name, classTarget);
    if (percentage === undefined) continue;
    const target = shareOf(Number(percentage.slice(0, -1)));
    targets.push({ objective: Number(name.split('.')[1]), target, spot: spotOf(place) });
  }
  const period = annotations.get(CLASS_PERIOD);
  if (period && ![...annotations.keys()].some(CLASS_TARGET.matches)) {
    refuse(period, 'only with an annotation objectives.<n>.class-target: no objective is on the class clock');
  }
  return targets;
}

function isOne(length: number): boolean {
  return length === 1;
}
