import type { EC2Client, IpPermission } from '@aws-sdk/client-ec2';
import { createClients, type AwsClients } from './clients';
import { describeServices } from './ecs';
import { explainedAwsError } from './explain-error';
import type { AwsProfile } from './profile';

/** How a service of a lab can be reached from outside. */
export interface ServiceDoor {
  readonly service: string;
  readonly securityGroup: string;
  /** Then the load balancer has the door, and the template the key. */
  readonly isBehindLoadBalancer: boolean;
}

/** An inbound rule for one TCP port and one IPv4 network. */
export interface OpenPort {
  readonly port: number;
  readonly cidr: string;
  readonly description: string;
}

/** Who may reach a lab, as its security groups say. */
export interface AccessApi {
  /** The services of a cluster that exist, by name. */
  doors(cluster: string, services: readonly string[]): Promise<ServiceDoor[]>;
  openPorts(securityGroup: string): Promise<OpenPort[]>;
  open(securityGroup: string, ports: readonly OpenPort[]): Promise<void>;
  close(securityGroup: string, ports: readonly OpenPort[]): Promise<void>;
}

/** The access by the SDK. A failed call is a LabError that says what to do. */
export async function createAccessApi(profile: AwsProfile): Promise<AccessApi> {
  const { ecs, ec2 } = await createClients(profile);
  const explained = <T>(call: Promise<T>) =>
    call.catch((error: unknown) => {
      throw explainedAwsError(error, profile);
    });
  return {
    doors: (cluster, services) => explained(doors(ecs, cluster, services)),
    openPorts: (group) => explained(openPorts(ec2, group)),
    open: (group, ports) => explained(authorize(ec2, group, ports)),
    close: (group, ports) => explained(revoke(ec2, group, ports)),
  };
}

async function doors(ecs: AwsClients['ecs'], cluster: string, names: readonly string[]): Promise<ServiceDoor[]> {
  return (await describeServices(ecs, cluster, names)).flatMap(
    ({ serviceName, networkConfiguration, loadBalancers }) => {
      const [securityGroup] = networkConfiguration?.awsvpcConfiguration?.securityGroups ?? [];
      if (serviceName === undefined || securityGroup === undefined) return [];
      return [{ service: serviceName, securityGroup, isBehindLoadBalancer: (loadBalancers ?? []).length > 0 }];
    },
  );
}

async function openPorts(ec2: EC2Client, group: string): Promise<OpenPort[]> {
  const { DescribeSecurityGroupsCommand }: typeof import('./ec2-sdk') = require('./ec2-sdk');
  const { SecurityGroups: groups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [group] }));
  return groups
    .flatMap(({ IpPermissions: permissions = [] }) => permissions)
    .filter(
      ({ IpProtocol: protocol, FromPort: from, ToPort: to }) => protocol === 'tcp' && from !== undefined && from === to,
    )
    .flatMap(({ FromPort: port = 0, IpRanges: ranges = [] }) =>
      ranges.map(({ CidrIp: cidr = '', Description: description = '' }) => ({ port, cidr, description })),
    );
}

async function authorize(ec2: EC2Client, group: string, ports: readonly OpenPort[]): Promise<void> {
  const { AuthorizeSecurityGroupIngressCommand }: typeof import('./ec2-sdk') = require('./ec2-sdk');
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: ports.map(permission) }));
}

async function revoke(ec2: EC2Client, group: string, ports: readonly OpenPort[]): Promise<void> {
  const { RevokeSecurityGroupIngressCommand }: typeof import('./ec2-sdk') = require('./ec2-sdk');
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: ports.map(permission) }));
}

function permission({ port, cidr, description }: OpenPort): IpPermission {
  return {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: cidr, Description: description }],
  };
}
