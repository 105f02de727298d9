import { LabError } from '../errors';
import { shown } from './shown';

/** Refuses a profile that the lab does not have. */
export function checkProfile(profile: unknown): void {
  if (profile === undefined || profile === 'classroom') return;
  if (profile === 'production') {
    throw new LabError(
      'ProfileNotReady',
      'the profile "production" comes later; leave -c profile out for the classroom profile',
    );
  }
  throw new LabError('BadProfile', `profile is ${shown(profile)}; allowed: classroom (the default)`);
}
