import { description } from '../common-types';
import { fieldsOf } from '../place';
import { mapOf } from '../value-types';
import { PROMETHEUS } from './metric-source';
import { objectReader } from './object';

/** `DataSource`: the lab reads one kind, and asks nothing of its `connectionDetails`. */
export const dataSourceReader = objectReader('DataSource', [], (spec) => {
  const fields = fieldsOf(spec, ['description', 'type', 'connectionDetails']);
  fields?.optional('description', description);
  fields?.required('type', PROMETHEUS);
  fields?.optional(
    'connectionDetails',
    mapOf(() => true),
  );
  return true;
});
