import { findProgram } from './find-program';
import type { Environment } from './host';

/** A command line that ends with the process that runs it, even after SIGKILL, where the machine can do that. */
export function dieWithParent(argv: readonly string[], environment: Environment): readonly string[] {
  return findProgram('setpriv', environment) ? ['setpriv', '--pdeathsig', 'KILL', ...argv] : argv;
}
