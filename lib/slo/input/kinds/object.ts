import type { AnnotationName } from '../annotations';
import { nameOf } from '../common-types';
import type { Drafts, Kind, Reference } from '../definitions';
import { metadataType, type Metadata } from '../metadata';
import { fieldsOf, refuse, sourceOf, spotOf, type Fields, type Place, type ValueType } from '../place';
import { mapOf, oneOf } from '../value-types';

/** How an object of one kind is read. */
export interface ObjectReader<K extends Kind> {
  readonly kind: K;
  readonly metadata: ValueType<Metadata>;
  readonly readSpec: (spec: Place, metadata: Metadata, object: Place) => Drafts[K] | undefined;
}

/** A reader of one kind, whose objects may have these of the lab's annotations. */
export function objectReader<K extends Kind>(
  kind: K,
  annotations: readonly AnnotationName[],
  readSpec: ObjectReader<K>['readSpec'],
): ObjectReader<K> {
  return { kind, metadata: metadataType(annotations), readSpec };
}

const NO_METADATA: Metadata = { name: undefined, displayName: undefined, labels: {}, annotations: new Map() };

/** Reads `metadata` and `spec` of an object and notes what it defines. */
export function readObject<K extends Kind>(
  fields: Fields,
  reader: ObjectReader<K>,
): { readonly name: string | undefined; readonly draft: Drafts[K] | undefined; readonly isWhole: boolean } {
  const { place } = fields;
  const { problems, definitions, hasFaults } = place.reading;
  const before = problems.length;
  const metadata = fields.required('metadata', reader.metadata) ?? NO_METADATA;
  const spec = mapOf((at) => reader.readSpec(at, metadata, place));
  const draft = fields.required('spec', spec);
  const isWhole = !hasFaults && problems.length === before;
  const { name } = metadata;
  if (name !== undefined) {
    definitions[reader.kind].push({ name, source: sourceOf(place), draft: isWhole ? draft : undefined });
  }
  return { name, draft, isWhole };
}

/** An item of a list that is an object in place (`kind`, `metadata`, `spec`) or, under `refKey`, the name of one. */
export function referenceType<K extends Kind>(
  refKey: string,
  reader: ObjectReader<K>,
): ValueType<Reference<Drafts[K]>> {
  const allowed = `a map with ${refKey}, or with kind, metadata and spec`;
  const kind = oneOf([reader.kind]);
  const name = nameOf(reader.kind);
  const either = `allowed: either ${refKey}, or kind, metadata and spec`;
  return mapOf((place) => {
    if (place.node.kind !== 'map') return refuse(place, `allowed: ${allowed}`);
    return place.node.entries.has(refKey) ? readName(place) : readInPlace(place);
  }, allowed);

  function readName(place: Place): Reference<Drafts[K]> | undefined {
    const fields = fieldsOf(place, [refKey], { kind: either, metadata: either, spec: either });
    const at = fields?.at(refKey);
    const found = fields?.required(refKey, name);
    return at && found !== undefined ? { by: 'name', name: found, spot: spotOf(at) } : undefined;
  }

  function readInPlace(place: Place): Reference<Drafts[K]> | undefined {
    if (place.node.kind === 'map' && place.node.entries.size === 0) return refuse(place, `allowed: ${allowed}`);
    const fields = fieldsOf(place, [refKey, 'kind', 'metadata', 'spec']);
    if (!fields) return undefined;
    fields.required('kind', kind);
    const { name: own = '', draft, isWhole } = readObject(fields, reader);
    return { by: 'value', name: own, value: isWhole ? draft : undefined };
  }
}
