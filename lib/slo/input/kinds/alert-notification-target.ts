import { description } from '../common-types';
import { fieldsOf } from '../place';
import { text } from '../value-types';
import { objectReader } from './object';

const target = text('text, such as email or webhook', (value) => value.trim() !== '');

/** `AlertNotificationTarget`: its name becomes a label that Alertmanager routes by. */
export const alertNotificationTargetReader = objectReader('AlertNotificationTarget', [], (spec) => {
  const fields = fieldsOf(spec, ['description', 'target']);
  fields?.optional('description', description);
  fields?.required('target', target);
  return true;
});
