import { description } from '../common-types';
import { fieldsOf } from '../place';
import { objectReader } from './object';

/** `Service`: what SLOs are grouped by. */
export const serviceReader = objectReader('Service', [], (spec) => {
  fieldsOf(spec, ['description'])?.optional('description', description);
  return true;
});
