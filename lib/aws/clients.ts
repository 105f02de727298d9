import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsProfile } from './profile';

export interface AwsClients {
  readonly ecs: ECSClient;
  readonly ec2: EC2Client;
  readonly discovery: ServiceDiscoveryClient;
  /** Made when it is asked for: most commands need no secret. */
  readonly secrets: () => Promise<SecretsManagerClient>;
}

export interface AccountClients {
  readonly sts: STSClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly quotas: ServiceQuotasClient;
}

/** The only place where SDK clients are built. The packages are loaded here, late: `lab --help` does not pay for them. */
export async function createClients(profile: AwsProfile): Promise<AwsClients> {
  const [ecs, discovery] = await Promise.all([
    import('@aws-sdk/client-ecs'),
    import('@aws-sdk/client-servicediscovery'),
  ]);
  const ec2: typeof import('./ec2-sdk') = require('./ec2-sdk');
  const config = clientConfig(profile);
  return {
    ecs: new ecs.ECSClient(config),
    ec2: new ec2.EC2Client(config),
    // DiscoverInstances goes to a host `data-…` of its own, which an endpoint of somebody's choice does not have.
    discovery: new discovery.ServiceDiscoveryClient({ ...config, disableHostPrefix: profile.endpoint !== undefined }),
    async secrets() {
      const { SecretsManagerClient: Client } = await import('@aws-sdk/client-secrets-manager');
      return new Client(config);
    },
  };
}

/** What `lab doctor --target aws` asks; no other command loads these packages. */
export async function createAccountClients(profile: AwsProfile): Promise<AccountClients> {
  const [sts, ecr, quotas] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/client-ecr'),
    import('@aws-sdk/client-service-quotas'),
  ]);
  const ec2: typeof import('./ec2-sdk') = require('./ec2-sdk');
  const config = clientConfig(profile);
  return {
    sts: new sts.STSClient(config),
    ec2: new ec2.EC2Client(config),
    ecr: new ecr.ECRClient(config),
    quotas: new quotas.ServiceQuotasClient(config),
  };
}

/** What `lab logs` asks; no other command loads this package. */
export async function createLogsClient(profile: AwsProfile): Promise<CloudWatchLogsClient> {
  const { CloudWatchLogsClient: Client } = await import('@aws-sdk/client-cloudwatch-logs');
  return new Client(clientConfig(profile));
}

/** Everything that a lab is made of. */
export interface SweepClients extends Omit<AwsClients, 'secrets'> {
  readonly cloudFormation: CloudFormationClient;
  readonly ecr: ECRClient;
  readonly logs: CloudWatchLogsClient;
  readonly scheduler: SchedulerClient;
  readonly secrets: SecretsManagerClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}

/** What `lab sweep` asks; no other command loads all of it. */
export async function createSweepClients(profile: AwsProfile): Promise<SweepClients> {
  const [basic, cloudFormation, ecr, logs, scheduler, secrets, tagging] = await Promise.all([
    createClients(profile),
    import('@aws-sdk/client-cloudformation'),
    import('@aws-sdk/client-ecr'),
    import('@aws-sdk/client-cloudwatch-logs'),
    import('@aws-sdk/client-scheduler'),
    import('@aws-sdk/client-secrets-manager'),
    import('@aws-sdk/client-resource-groups-tagging-api'),
  ]);
  const config = clientConfig(profile);
  return {
    ...basic,
    cloudFormation: new cloudFormation.CloudFormationClient(config),
    ecr: new ecr.ECRClient(config),
    logs: new logs.CloudWatchLogsClient(config),
    scheduler: new scheduler.SchedulerClient(config),
    secrets: new secrets.SecretsManagerClient(config),
    tagging: new tagging.ResourceGroupsTaggingAPIClient(config),
  };
}

/** What every client is made with. */
export function clientConfig(profile: AwsProfile) {
  return {
    ...profile,
    // A copy: the SDK writes a member of its own into the object that it is given.
    credentials: profile.credentials && { ...profile.credentials },
    // An endpoint that does not answer is said within seconds.
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
    maxAttempts: 2,
  };
}
