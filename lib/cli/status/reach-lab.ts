import type { LabApi } from '../../aws/lab-api';
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

/** The lab that runs from this folder, or the one in the AWS account that the environment names. */
export async function reachLab(
  { root, environment }: Pick<CommandContext, 'root' | 'environment'>,
  { target, lab }: WhichLab,
): Promise<ReachedLab> {
  const { findRunningLab }: typeof import('../run-state/running-lab') = require('../run-state/running-lab');
  const { chooseProfile }: typeof import('./choose-profile') = require('./choose-profile');
  const { createLabApi }: typeof import('../../aws/sdk-lab-api') = require('../../aws/sdk-lab-api');
  const running = target === 'aws' ? undefined : findRunningLab(labPaths(root).runFile);
  if (target === 'local' && !running) {
    throw new LabError('NotRunning', 'no lab is running from this folder; start one with "npx lab up"');
  }
  const profile = chooseProfile(environment, running);
  const cluster = lab === undefined ? (running?.stackName ?? labOf().stackName) : labOf(lab).stackName;
  const isRunning = running?.cloud !== undefined && profile.endpoint === running.cloud.endpoint;
  return {
    api: await createLabApi(profile),
    cluster,
    endpoint: profile.endpoint ?? null,
    dns: isRunning ? (running.cloud?.dns ?? null) : null,
  };
}

export function noLab({ cluster, endpoint }: Pick<ReachedLab, 'cluster' | 'endpoint'>): LabError {
  const where = endpoint ?? 'this AWS account and region';
  return new LabError(
    'NoLab',
    `there is no lab (cluster ${cluster}) at ${where}; deploy it with "npx cdk deploy", or start one here with "npx lab up"`,
  );
}
