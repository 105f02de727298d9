import type { Profile } from './profile';
import { readSwitch } from './switch';

/**
 * Whether the app asks for a token before it takes a fault: by default in production only. In the classroom the security
 * group lets in the class and nobody else, and a command of a lesson should work as it is written.
 */
export function readChaosToken(value: unknown, profile: Profile): boolean {
  return readSwitch('chaosToken', value, profile.kind === 'production');
}
