import { delimiter } from 'node:path';
import type { Environment } from '../host';

/** PATH with one folder before the others. */
export function searchPath(environment: Environment, first: string): string {
  return [first, environment['PATH']].filter(Boolean).join(delimiter);
}
