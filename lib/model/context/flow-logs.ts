import type { Profile } from './profile';
import { readSwitch } from './switch';

/** Whether the VPC tells CloudWatch Logs of every connection: by default in production, whose traffic is not synthetic. */
export function readFlowLogs(value: unknown, profile: Profile): boolean {
  return readSwitch('flowLogs', value, profile.kind === 'production');
}
