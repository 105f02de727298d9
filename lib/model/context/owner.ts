import { LabError } from '../errors';
import { shown } from './shown';

/** What AWS allows in the value of a tag, and no more than a name needs. */
const OWNER = /^[A-Za-z0-9 _.:/=+@-]{1,128}$/;

/** Reads `-c owner=…`, the tag `owner` of everything in the lab. Nobody's name is looked up: the same template everywhere. */
export function readOwner(value: unknown): string {
  if (value === undefined) return 'unnamed';
  if (typeof value === 'string' && OWNER.test(value)) return value;
  throw new LabError(
    'BadOwner',
    `owner is ${shown(value)}; allowed: 1 to 128 letters, digits, blanks and _ . : / = + - @, such as -c owner=maria@example.com`,
  );
}
