import type { EC2Client } from '@aws-sdk/client-ec2';

/** Fargate's public address is on the task's network interface, and only EC2 tells it. */
export async function publicAddresses(ec2: EC2Client, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { DescribeNetworkInterfacesCommand }: typeof import('./ec2-sdk') = require('./ec2-sdk');
  // A filter, not NetworkInterfaceIds: an interface that went away meanwhile is then missing, not an error.
  const { NetworkInterfaces = [] } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'network-interface-id', Values: [...ids] }] }),
  );
  return new Map(
    NetworkInterfaces.flatMap(({ NetworkInterfaceId: id, Association: association }) =>
      id && association?.PublicIp ? [[id, association.PublicIp] as const] : [],
    ),
  );
}
