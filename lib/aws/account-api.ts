import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { createAccountClients, type AccountClients } from './clients';
import { explainedAwsError } from './explain-error';
import type { AwsProfile } from './profile';

export type ImagePresence = 'present' | 'no image' | 'no repository';

/** What an AWS account says about itself before a lab is deployed. */
export interface AccountApi {
  /** The AWS region that calls go to. */
  region(): Promise<string>;
  /** Who asks, as AWS knows them. */
  callerIdentity(): Promise<{ readonly account: string; readonly arn: string }>;
  /** How many VPCs the region has. */
  countVpcs(): Promise<number>;
  /** How many VPCs the region may have; undefined when AWS does not tell this caller. */
  vpcQuota(): Promise<number | undefined>;
  /** How many vCPUs Fargate may run at once in the region; undefined when AWS does not tell this caller. */
  fargateVcpuQuota(): Promise<number | undefined>;
  /** Whether ECR has the image. */
  imagePresence(repository: string, tag: string): Promise<ImagePresence>;
}

/** The account by the SDK. A failed call is a LabError that says what to do. */
export async function createAccountApi(profile: AwsProfile): Promise<AccountApi> {
  return accountApiOf(await createAccountClients(profile), profile);
}

/** The account behind clients that exist already. */
export function accountApiOf({ sts, ec2, ecr, quotas }: AccountClients, profile: AwsProfile): AccountApi {
  const explained = <T>(call: Promise<T>) =>
    call.catch((error: unknown) => {
      throw explainedAwsError(error, profile);
    });
  return {
    region: () => explained(sts.config.region()),
    callerIdentity: () => explained(callerIdentity(sts)),
    countVpcs: () => explained(countVpcs(ec2)),
    vpcQuota: () => explained(quota(quotas, VPCS_PER_REGION)),
    fargateVcpuQuota: () => explained(quota(quotas, FARGATE_VCPUS)),
    imagePresence: (repository, tag) => explained(imagePresence(ecr, repository, tag)),
  };
}

async function callerIdentity(sts: AccountClients['sts']): Promise<{ account: string; arn: string }> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const { Account: account = 'unknown', Arn: arn = 'unknown' } = await sts.send(new GetCallerIdentityCommand({}));
  return { account, arn };
}

/** One page holds 1,000: two hundred times the default quota. */
async function countVpcs(ec2: EC2Client): Promise<number> {
  const { DescribeVpcsCommand }: typeof import('./ec2-sdk') = require('./ec2-sdk');
  const { Vpcs: vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  return vpcs.length;
}

/** The quota "VPCs per Region" of the service `vpc`, as it applies to this account and region. */
const VPCS_PER_REGION = { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' };

/** "Fargate On-Demand vCPU resource count" of the service `fargate`. */
const FARGATE_VCPUS = { ServiceCode: 'fargate', QuotaCode: 'L-3032A538' };

/** Few roles may ask Service Quotas, and it does not know every quota of every account: neither is an error here. */
async function quota(
  quotas: ServiceQuotasClient,
  which: { readonly ServiceCode: string; readonly QuotaCode: string },
): Promise<number | undefined> {
  const { GetServiceQuotaCommand } = await import('@aws-sdk/client-service-quotas');
  try {
    return (await quotas.send(new GetServiceQuotaCommand(which))).Quota?.Value;
  } catch (error) {
    if (error instanceof Error && /^(AccessDenied|NoSuchResource)/.test(error.name)) return undefined;
    throw error;
  }
}

async function imagePresence(ecr: ECRClient, repositoryName: string, imageTag: string): Promise<ImagePresence> {
  const { DescribeImagesCommand } = await import('@aws-sdk/client-ecr');
  try {
    await ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] }));
    return 'present';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'ImageNotFoundException') return 'no image';
    if (error.name === 'RepositoryNotFoundException') return 'no repository';
    throw error;
  }
}
