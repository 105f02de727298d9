import type { AwsProfile } from '../../aws/profile';
import type { Environment } from '../host';
import type { RunState } from '../run-state/run-file';

/**
 * Which AWS to ask. A lab that runs from this folder is meant, unless the environment names another endpoint; with
 * neither, the SDK finds AWS in the environment as always. (An AWS_PROFILE in a shell's start-up file is no sign that
 * somebody means AWS while their own lab runs; the answer's first line names the cloud.)
 */
export function chooseProfile(environment: Environment, running: RunState | undefined): AwsProfile {
  const named = environment['AWS_ENDPOINT_URL'];
  if (!running?.cloud || (named && named.replace(/\/$/, '') !== running.cloud.endpoint))
    return named ? { endpoint: named } : {};
  // Also when the environment names this very endpoint: its keys may be those of an earlier lab.
  const { endpoint, region, credentials } = running.cloud;
  return { endpoint, region, credentials };
}
