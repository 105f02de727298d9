import { LabError } from '../../model/errors';
import type { CommandOption } from '../command';
import type { Environment } from '../host';

const STUDENT = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u;

/** Whose results they are. */
export const AS: CommandOption = {
  flags: '--as <name>',
  description: 'whose results and progress these are (default: the user of this machine)',
  parse(name) {
    if (STUDENT.test(name)) return name;
    const allowed = 'at most 40 letters, digits, "-", "_" and ".", with a letter or digit in front';
    throw new LabError('InvalidArgument', `--as is "${name}"; allowed: ${allowed}`);
  },
};

/** The student's name: as given, else the machine's user. */
export function studentOf(as: string | undefined, environment: Environment): string {
  const user = environment['USER'] ?? environment['LOGNAME'] ?? '';
  return as ?? (STUDENT.test(user) ? user : 'student');
}
