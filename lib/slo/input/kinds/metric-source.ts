import { nameOf } from '../common-types';
import type { NameReference } from '../definitions';
import { fieldsOf, refuse, refuseKey, spotOf, type Place, type ValueType } from '../place';
import { checkBalanced, checkSelector } from '../promql';
import { mapOf, oneOf, text } from '../value-types';

/** A query, and the `DataSource` that it names. */
export interface Metric {
  readonly query: string | undefined;
  readonly source: NameReference | undefined;
}

export const PROMETHEUS = oneOf(['Prometheus']);

const dataSourceName = nameOf('DataSource');

const QUERY_LENGTH = 10_000;

/** A metric that is a PromQL selector: the generator adds windows and sums. */
export const selectorMetric = metricType(
  'a selector of a counter, such as http_requests_total{route!="unmatched"}; functions, sums and windows are generated',
  checkSelector,
);

/** A metric that is a whole PromQL expression. */
export const expressionMetric = metricType('a PromQL expression', checkBalanced);

function metricType(allowed: string, check: (query: string) => string | undefined): ValueType<Metric> {
  const query = queryType(allowed, check);
  const spec = mapOf((place) => fieldsOf(place, ['query'])?.required('query', query), 'a map with a query');
  const metricSource = mapOf((place) => readMetricSource(place, spec), 'a map with the data source and its query');
  return mapOf(
    (place) => fieldsOf(place, ['metricSource'])?.required('metricSource', metricSource),
    'a map with a metricSource',
  );
}

function readMetricSource(place: Place, spec: ValueType<string>): Metric | undefined {
  const fields = fieldsOf(place, ['metricSourceRef', 'type', 'spec']);
  if (!fields) return undefined;
  const name = fields.optional('metricSourceRef', dataSourceName);
  const at = fields.at('metricSourceRef');
  if (!at && !fields.at('type')) {
    refuseKey(place, 'type', 'nothing', 'allowed: Prometheus; it may go only where metricSourceRef names a DataSource');
  }
  fields.optional('type', PROMETHEUS);
  return {
    query: fields.required('spec', spec),
    source: at && name !== undefined ? { by: 'name', name, spot: spotOf(at) } : undefined,
  };
}

function queryType(allowed: string, check: (query: string) => string | undefined): ValueType<string> {
  const type = text(allowed);
  return {
    allowed,
    read(place) {
      const query = type.read(place)?.trim();
      if (query === undefined) return undefined;
      if (query.length > QUERY_LENGTH) {
        return refuse(place, `allowed: at most ${QUERY_LENGTH.toLocaleString('en-US')} characters`);
      }
      const problem = check(query);
      return problem === undefined ? query : refuse(place, `${problem}; allowed: ${allowed}`);
    },
  };
}
