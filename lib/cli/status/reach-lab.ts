import type { LabApi } from '../../aws/lab-api';
import type { AwsProfile } from '../../aws/profile';
import { LabError } from '../../model/errors';
import { labOf } from '../../model/lab';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import { labPaths } from '../paths';

/** Where a lab is. */
export interface LabPlace {
  readonly profile: AwsProfile;
  readonly cluster: string;
  /** Null for AWS's own. */
  readonly endpoint: string | null;
}

/** A lab that can be asked. */
export interface ReachedLab extends Omit<LabPlace, 'profile'> {
  readonly api: LabApi;
}

type Here = Pick<CommandContext, 'root' | 'environment'>;

/** The lab that runs from this folder, or the one in the AWS account that the environment names. */
export async function reachLab(here: Here, which: WhichLab): Promise<ReachedLab> {
  const { createLabApi }: typeof import('../../aws/sdk-lab-api') = require('../../aws/sdk-lab-api');
  const { profile, ...place } = findLab(here, which);
  return { api: await createLabApi(profile), ...place };
}

/** Where that lab is, before anything is loaded to ask it. */
export function findLab({ root, environment }: Here, { target, lab }: WhichLab): LabPlace {
  const { findRunningLab }: typeof import('../run-state/running-lab') = require('../run-state/running-lab');
  const { chooseProfile }: typeof import('./choose-profile') = require('./choose-profile');
  const running = target === 'aws' ? undefined : findRunningLab(labPaths(root).runFile);
  if (target === 'local' && !running) {
    throw new LabError('NotRunning', 'no lab is running from this folder; start one with "npx lab up"');
  }
  const profile = chooseProfile(environment, running);
  const cluster = lab === undefined ? (running?.stackName ?? labOf().stackName) : labOf(lab).stackName;
  return { profile, cluster, endpoint: profile.endpoint ?? null };
}

export function noLab({ cluster, endpoint }: Pick<LabPlace, 'cluster' | 'endpoint'>): LabError {
  const where = endpoint ?? 'this AWS account and region';
  return new LabError(
    'NoLab',
    `there is no lab (cluster ${cluster}) at ${where}; deploy it with "npx cdk deploy", or start one here with "npx lab up"`,
  );
}
