import { LabError } from '../errors';
import { isLabName, LAB_NAME_RULE, labOf, type Lab } from '../lab';
import { shown } from './shown';

/** The names of the lab that `-c lab` means; without it, of the only one. */
export function readLab(name: unknown): Lab {
  if (name === undefined || (typeof name === 'string' && isLabName(name))) return labOf(name);
  throw new LabError('BadLabName', `lab is ${shown(name)}; allowed: ${LAB_NAME_RULE}, such as -c lab=team-3`);
}
