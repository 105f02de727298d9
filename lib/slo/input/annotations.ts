import { nearest } from './nearest';
import { entriesOf, refuse, type Place, type ValueType } from './place';
import { scalarOf, text } from './value-types';

/** What OpenSLO v1 cannot say is said in annotations of this prefix (docs/slo-format.md). */
export const PREFIX = 'sre-slo-lab.dev/';

/** An annotation of the lab: its name without the prefix, or what the name of several begins and ends with. */
export interface AnnotationName {
  readonly name: string;
  readonly matches: (name: string) => boolean;
}

/** The annotations of the lab on one object, by their names without the prefix. */
export type Annotations = ReadonlyMap<string, Place>;

export const NO_ANNOTATIONS: Annotations = new Map();

const KEY =
  /^(?:(?=.{1,253}\/)[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)*\/)?[a-zA-Z0-9](?:[-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;
const KEY_SENTENCE =
  'an annotation is named [domain/]name, and a name has at most 63 letters, digits, "-", "_" and "." with a letter or digit at both ends';

const annotationText = text('text; an annotation is always text');

/** One annotation of the lab with a fixed name. */
export function annotation(name: string): AnnotationName {
  return { name, matches: (candidate) => candidate === name };
}

/** Reads `metadata.annotations`: other people's are left alone, the lab's are refused unless they are `known` here. */
export function readAnnotations(place: Place, known: readonly AnnotationName[]): Annotations {
  const ours = new Map<string, Place>();
  for (const [key, value] of entriesOf(place)) {
    const slash = key.indexOf('/') + 1;
    const prefix = key.slice(0, slash);
    const name = key.slice(slash);
    if (!KEY.test(key)) refuse(value, KEY_SENTENCE);
    else if (prefix !== PREFIX) {
      if (nearest(prefix, [PREFIX]) !== undefined) refuse(value, `did you mean "${PREFIX}${name}"?`);
      else annotationText.read(value);
    } else if (known.some(({ matches }) => matches(name))) {
      ours.set(name, value);
    } else {
      refuse(value, unknownName(name, known));
    }
  }
  return ours;
}

/** An annotation whose text is read as another type of value; numbers may go without quotes. */
export function readAnnotation<T>(annotations: Annotations, name: string, type: ValueType<T>): T | undefined {
  const place = annotations.get(name);
  if (!place) return undefined;
  return scalarOf(place) === null ? refuse(place, `allowed: ${type.allowed}`) : type.read(place);
}

function unknownName(name: string, known: readonly AnnotationName[]): string {
  if (known.length === 0) return 'no annotation of the lab belongs on this kind of object; delete it';
  const names = known.map((one) => one.name);
  const meant = nearest(name, names);
  const hint = meant === undefined ? '' : `; did you mean "${PREFIX}${meant}"?`;
  return `no such annotation here${hint}; allowed: ${names.map((one) => PREFIX + one).join(', ')}`;
}
