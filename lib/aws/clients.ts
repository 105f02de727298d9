import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import type { AwsProfile } from './profile';

export interface AwsClients {
  readonly ecs: ECSClient;
  readonly ec2: EC2Client;
  readonly discovery: ServiceDiscoveryClient;
}

/** The only place where SDK clients are built. The packages are loaded here, late: `lab --help` does not pay for them. */
export async function createClients(profile: AwsProfile): Promise<AwsClients> {
  const [ecs, ec2, discovery] = await Promise.all([
    import('@aws-sdk/client-ecs'),
    import('@aws-sdk/client-ec2'),
    import('@aws-sdk/client-servicediscovery'),
  ]);
  const config = {
    ...profile,
    // A copy: the SDK writes a member of its own into the object that it is given.
    credentials: profile.credentials && { ...profile.credentials },
    // An endpoint that does not answer is said within seconds.
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
    maxAttempts: 2,
  };
  return {
    ecs: new ecs.ECSClient(config),
    ec2: new ec2.EC2Client(config),
    discovery: new discovery.ServiceDiscoveryClient(config),
  };
}
