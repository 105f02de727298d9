import type { DownReport } from '../commands/down';
import { duration } from './duration';

export function formatDown({ stopped }: DownReport): string {
  if (!stopped) return 'no lab is running from this folder';
  return `the lab is down; stopping took ${duration(stopped.tookMs)}`;
}
