import { LabError } from '../errors';
import { shown } from './shown';

/** A context value that is on or off; as text, which is what `-c` gives, or as itself, from cdk.json. */
export function readSwitch(key: string, value: unknown, byDefault: boolean): boolean {
  if (value === undefined) return byDefault;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new LabError('BadSwitch', `${key} is ${shown(value)}; allowed: true or false (the default is ${byDefault})`);
}
