import type { LabApi } from '../../aws/lab-api';
import type { AwsProfile } from '../../aws/profile';
import type { StackApi } from '../../aws/stack-api';
import { LabError } from '../../model/errors';
import { labOf } from '../../model/lab';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import { labPaths } from '../paths';

/** A lab that can be asked. */
export interface ReachedLab {
  readonly api: LabApi;
  readonly cluster: string;
  /** Null for AWS's own. */
  readonly endpoint: string | null;
  /** Where this machine can ask the lab's DNS; null where only the lab's own network can. */
  readonly dns: { readonly address: string; readonly port: number } | null;
}

type Place = Pick<CommandContext, 'root' | 'environment'>;

/** The lab that runs from this folder, or the one in the AWS account that the environment names. */
export async function reachLab(place: Place, which: WhichLab): Promise<ReachedLab> {
  const { createLabApi }: typeof import('../../aws/sdk-lab-api') = require('../../aws/sdk-lab-api');
  const { profile, cluster, dns } = findLab(place, which);
  return { api: await createLabApi(profile), cluster, endpoint: profile.endpoint ?? null, dns };
}

/** The same lab with CloudFormation, which few commands need. */
export async function reachStacks(place: Place, which: WhichLab): Promise<ReachedLab & { readonly stacks: StackApi }> {
  const { createStackApi }: typeof import('../../aws/stack-api') = require('../../aws/stack-api');
  const { profile } = findLab(place, which);
  const [lab, stacks] = await Promise.all([reachLab(place, which), createStackApi(profile)]);
  return { ...lab, stacks };
}

interface FoundLab extends Pick<ReachedLab, 'cluster' | 'dns'> {
  readonly profile: AwsProfile;
}

function findLab({ root, environment }: Place, { target, lab }: WhichLab): FoundLab {
  const { findRunningLab }: typeof import('../run-state/running-lab') = require('../run-state/running-lab');
  const { chooseProfile }: typeof import('./choose-profile') = require('./choose-profile');
  const running = target === 'aws' ? undefined : findRunningLab(labPaths(root).runFile);
  if (target === 'local' && !running) {
    throw new LabError('NotRunning', 'no lab is running from this folder; start one with "npx lab up"');
  }
  const profile = chooseProfile(environment, running);
  const cluster = lab === undefined ? (running?.stackName ?? labOf().stackName) : labOf(lab).stackName;
  const isRunning = running?.cloud !== undefined && profile.endpoint === running.cloud.endpoint;
  return { profile, cluster, dns: isRunning ? (running.cloud?.dns ?? null) : null };
}

export function noLab({ cluster, endpoint }: Pick<ReachedLab, 'cluster' | 'endpoint'>): LabError {
  const where = endpoint ?? 'this AWS account and region';
  return new LabError(
    'NoLab',
    `there is no lab (cluster ${cluster}) at ${where}; deploy it with "npx cdk deploy", or start one here with "npx lab up"`,
  );
}
