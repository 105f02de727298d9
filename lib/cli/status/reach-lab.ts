import type { LabApi } from '../../aws/lab-api';
import { LabError } from '../../model/errors';
import { labOf } from '../../model/lab';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import { reachCloud } from './reach-cloud';

/** A lab that can be asked. */
export interface ReachedLab {
  readonly api: LabApi;
  readonly cluster: string;
  /** Null for AWS's own. */
  readonly endpoint: string | null;
}

/** The lab that runs from this folder, or the one in the AWS account that the environment names. */
export async function reachLab(
  context: Pick<CommandContext, 'root' | 'environment'>,
  { target, lab }: WhichLab,
): Promise<ReachedLab> {
  const { createLabApi }: typeof import('../../aws/sdk-lab-api') = require('../../aws/sdk-lab-api');
  const { profile, running } = reachCloud(context, { target });
  const cluster = lab === undefined ? (running?.stackName ?? labOf().stackName) : labOf(lab).stackName;
  return { api: await createLabApi(profile), cluster, endpoint: profile.endpoint ?? null };
}

export function noLab({ cluster, endpoint }: Pick<ReachedLab, 'cluster' | 'endpoint'>): LabError {
  const where = endpoint ?? 'this AWS account and region';
  return new LabError(
    'NoLab',
    `there is no lab (cluster ${cluster}) at ${where}; deploy it with "npx cdk deploy", or start one here with "npx lab up"`,
  );
}
