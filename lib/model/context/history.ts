import { LabError } from '../errors';

/** `-c history=off`: Prometheus starts empty instead of from a synthetic month. */
export function readHistory(value: unknown): boolean {
  if (value === undefined || value === 'on') return true;
  if (value === 'off') return false;
  throw new LabError(
    'BadHistory',
    `history is ${JSON.stringify(value)}; allowed: on (the default), for a synthetic month before the first minute, or off`,
  );
}
