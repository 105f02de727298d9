import { LabError } from '../../model/errors';
import { errorCode } from '../error-code';

/** The sentence for an error that a full disk made; undefined for any other error. */
export function noSpace(error: unknown): LabError | undefined {
  if (!['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')) return undefined;
  return new LabError('NoSpace', 'the disk is full; make room ("df -h .") and start again', { cause: error });
}
