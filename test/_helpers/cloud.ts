import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { createFakeRuntime } from './fake-runtime';
import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from '../../lib/local-cloud';

export interface TestCloud {
  readonly cloud: LocalCloud;
  readonly cloudFormation: CloudFormationClient;
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly scheduler: SchedulerClient;
  readonly secrets: SecretsManagerClient;
  readonly serviceDiscovery: ServiceDiscoveryClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
  close(): Promise<void>;
}

/** A local cloud on a free port with the real SDK's clients; nothing retries, so that a refusal is seen at once. */
export async function startTestCloud(options: Partial<LocalCloudOptions> = {}): Promise<TestCloud> {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'lab-cloud-'));
  const cloud = await startLocalCloud({
    stateDirectory,
    searchPath: process.env.PATH ?? '',
    images: [],
    port: 0,
    runtime: createFakeRuntime(),
    ...options,
  });
  const settings = {
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: cloud.credentials,
    maxAttempts: 1,
    disableHostPrefix: true,
  };
  const clients = {
    cloudFormation: new CloudFormationClient(settings),
    ec2: new EC2Client(settings),
    ecs: new ECSClient(settings),
    logs: new CloudWatchLogsClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    scheduler: new SchedulerClient(settings),
    secrets: new SecretsManagerClient(settings),
    serviceDiscovery: new ServiceDiscoveryClient(settings),
    ssm: new SSMClient(settings),
    sts: new STSClient(settings),
  };
  return {
    cloud,
    ...clients,
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await cloud.close();
      rmSync(stateDirectory, { recursive: true, force: true });
    },
  };
}
