import { fieldsOf, refuse, type ValueType } from '../slo/input/place';
import { mapOf, number } from '../slo/input/value-types';
import type { PathShare } from './model';

const PATH = /^\/[!-+\--~]{0,199}$/;
const weight = number(
  'a whole number from 1 to 1000',
  (value) => Number.isInteger(value) && value >= 1 && value <= 1_000,
);

/** Paths with their weights, in the order of the file. */
export const mixType: ValueType<PathShare[]> = mapOf((place) => {
  const { node } = place;
  if (node.kind !== 'map' || node.entries.size === 0)
    return refuse(place, 'allowed: paths with their weights, such as /: 9');
  const fields = fieldsOf(place, [...node.entries.keys()]);
  return [...node.entries.keys()].flatMap((path): PathShare[] => {
    const at = fields?.at(path);
    if (at && !PATH.test(path)) return refuse(at, `${path} is no path; allowed: one that begins with /`) ?? [];
    const heavy = fields?.required(path, weight);
    return heavy === undefined ? [] : [{ path, weight: heavy }];
  });
}, 'paths with their weights');
