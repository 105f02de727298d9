import { LabError } from '../errors';
import type { Profile } from './profile';

/**
 * Whether Prometheus starts from a synthetic month: by default in the classroom. In production what was never measured would
 * count for the burn rate that takes deployments back.
 */
export function readHistory(value: unknown, profile: Profile): boolean {
  const byDefault = profile.kind === 'classroom';
  if (value === undefined) return byDefault;
  if (value === 'on') return true;
  if (value === 'off') return false;
  throw new LabError(
    'BadHistory',
    `history is ${JSON.stringify(value)}; allowed: on, for a synthetic month before the first minute, or off ` +
      `(the default is ${byDefault ? 'on' : 'off'})`,
  );
}
