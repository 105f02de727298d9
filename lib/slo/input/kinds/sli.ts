import type { Indicator } from '../../model';
import { annotation, readAnnotation, type Annotations } from '../annotations';
import { description } from '../common-types';
import type { NameReference } from '../definitions';
import { fieldsOf, refuse, refuseKey, type Place } from '../place';
import { alwaysTrue, flag, mapOf, oneOf } from '../value-types';
import { expressionMetric, selectorMetric, type Metric } from './metric-source';

/** An `SLI`, and the data sources that it names. */
export interface SliDraft {
  readonly indicator: Indicator | undefined;
  readonly sources: readonly NameReference[];
}

const HISTOGRAM = 'histogram';

export const SLI_ANNOTATIONS = [annotation(HISTOGRAM)];

const histogramForm = oneOf(['classic', 'native']);
const rawType = oneOf(['success', 'failure']);
const counter = alwaysTrue('budgets are counted with increase(), which counters have and gauges have not', false);

/** `spec` of an `SLI`, or of an indicator in place. */
export function readSli(spec: Place, annotations: Annotations): SliDraft | undefined {
  const fields = fieldsOf(spec, ['description', 'thresholdMetric', 'ratioMetric']);
  if (!fields) return undefined;
  fields.optional('description', description);
  const [threshold, ratio] = [fields.at('thresholdMetric'), fields.at('ratioMetric')];
  if (threshold && ratio) refuse(ratio, 'allowed: either thresholdMetric or ratioMetric, not both');
  if (!threshold && !ratio) {
    refuseKey(spec, 'ratioMetric', 'nothing', 'allowed: either a ratioMetric or a thresholdMetric');
  }
  const form = readAnnotation(annotations, HISTOGRAM, histogramForm);
  const formAt = annotations.get(HISTOGRAM);
  if (ratio && !threshold && formAt) refuse(formAt, 'only a thresholdMetric is measured on a histogram; delete it');
  const ofThreshold = fields.optional(
    'thresholdMetric',
    mapOf((place) => readThreshold(place, formAt ? form : 'gauge')),
  );
  const ofRatio = fields.optional('ratioMetric', mapOf(readRatio));
  return ofRatio ?? ofThreshold;
}

function readThreshold(place: Place, form: 'classic' | 'native' | 'gauge' | undefined): SliDraft | undefined {
  const metric = (form === 'gauge' ? expressionMetric : selectorMetric).read(place);
  if (!metric) return undefined;
  return { indicator: indicatorOf(metric.query), sources: sourcesOf(metric) };

  function indicatorOf(query: string | undefined): Indicator | undefined {
    if (query === undefined || form === undefined) return undefined;
    if (form === 'gauge') return { kind: 'threshold', query };
    const suffix = /_(?:bucket|sum|count)(?=\{|$)/.exec(query)?.[0];
    if (suffix === undefined) return { kind: 'histogram', form, query };
    return refuse(queryAt(place), `allowed: the histogram's own name, without ${suffix}`);
  }
}

function readRatio(place: Place): SliDraft | undefined {
  const fields = fieldsOf(place, ['counter', 'good', 'bad', 'total', 'rawType', 'raw']);
  if (!fields) return undefined;
  if (fields.at('raw')) {
    for (const key of ['good', 'bad', 'total']) {
      const extra = fields.at(key);
      if (extra) refuse(extra, 'allowed: either raw, or total with one of good and bad');
    }
    fields.optional('counter', flag);
    const metric = fields.required('raw', expressionMetric);
    const meaning = fields.required('rawType', rawType);
    const query = metric?.query;
    const indicator: Indicator | undefined =
      query !== undefined && meaning ? { kind: 'raw', meaning, query } : undefined;
    return { indicator, sources: sourcesOf(metric) };
  }
  const rawTypeAt = fields.at('rawType');
  if (rawTypeAt) refuse(rawTypeAt, 'only raw has a rawType; delete it');
  fields.required('counter', counter);
  const [good, bad] = [fields.at('good'), fields.at('bad')];
  if (good && bad) refuse(bad, 'allowed: one of good and bad, not both');
  if (!good && !bad) refuseKey(place, 'good', 'nothing', 'allowed: one of good and bad, beside total');
  const numerator = good ? 'good' : 'bad';
  const events = fields.optional('good', selectorMetric) ?? fields.optional('bad', selectorMetric);
  const total = fields.required('total', selectorMetric);
  const indicator: Indicator | undefined =
    events?.query !== undefined && total?.query !== undefined
      ? { kind: 'ratio', numerator, events: events.query, total: total.query }
      : undefined;
  return { indicator, sources: [...sourcesOf(events), ...sourcesOf(total)] };
}

function sourcesOf(metric: Metric | undefined): NameReference[] {
  return metric?.source ? [metric.source] : [];
}

/** The query inside of a metric that was read without a problem. */
function queryAt(metric: Place): Place {
  const source = fieldsOf(metric, ['metricSource'])?.at('metricSource');
  const spec = source && fieldsOf(source, ['metricSourceRef', 'type', 'spec'])?.at('spec');
  return (spec && fieldsOf(spec, ['query'])?.at('query')) ?? metric;
}
