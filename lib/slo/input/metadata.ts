import { readAnnotations, NO_ANNOTATIONS, type AnnotationName, type Annotations } from './annotations';
import { displayName, objectName } from './common-types';
import { entriesOf, fieldsOf, refuse, type Place, type ValueType } from './place';
import { listOf, mapOf, text } from './value-types';

export interface Metadata {
  readonly name: string | undefined;
  readonly displayName: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Annotations;
}

const LABEL_KEY = /^[a-zA-Z0-9](?:[-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;

const labelText = text('text, or a list of texts');
const labelTexts = listOf(labelText, 'text, or a list of texts');

/** `metadata` of every kind of object; `annotations` are those of the lab that this kind may have. */
export function metadataType(annotations: readonly AnnotationName[]): ValueType<Metadata> {
  return mapOf((place) => readMetadata(place, annotations), 'a map with a name');
}

function readMetadata(place: Place, known: readonly AnnotationName[]): Metadata | undefined {
  const fields = fieldsOf(place, ['name', 'displayName', 'labels', 'annotations']);
  return (
    fields && {
      name: fields.required('name', objectName),
      displayName: fields.optional('displayName', displayName),
      labels: fields.optional('labels', mapOf(readLabels)) ?? {},
      annotations:
        fields.optional(
          'annotations',
          mapOf((at) => readAnnotations(at, known)),
        ) ?? NO_ANNOTATIONS,
    }
  );
}

/** Several values of one label are joined with a comma: a label of Prometheus has one value. */
function readLabels(place: Place): Record<string, string> {
  const labels: [string, string][] = [];
  for (const [key, value] of entriesOf(place)) {
    if (!LABEL_KEY.test(key)) {
      refuse(
        value,
        'a label is named with at most 63 letters, digits, "-", "_" and "." and has a letter or digit at both ends',
      );
      continue;
    }
    const label = value.node.kind === 'list' ? labelTexts.read(value)?.join(',') : labelText.read(value);
    if (label !== undefined) labels.push([key, label]);
  }
  return Object.fromEntries(labels);
}
