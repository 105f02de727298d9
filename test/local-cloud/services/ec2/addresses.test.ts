import { Ec2State } from '../../../../lib/local-cloud/services/ec2/state';

function addressesOf(state: Ec2State, count: number): string[] {
  const vpc = state.createVpc('10.0.0.0/16');
  const subnet = state.createSubnet({
    vpcId: vpc.id,
    cidrBlock: '10.0.1.0/24',
    availabilityZone: 'us-east-1a',
    mapPublicIpOnLaunch: true,
  });
  const request = { subnetId: subnet.id, securityGroups: [], assignPublicIp: true, description: '', now: 0 };
  return Array.from({ length: count }, () => state.createInterface(request).privateAddress);
}

describe('private addresses', () => {
  test('are those of the subnet', () => {
    expect(addressesOf(new Ec2State(), 2)).toEqual(['10.0.1.4', '10.0.1.5']);
  });

  test('are those that the machine can give, when it says which, each once', () => {
    const addresses = addressesOf(new Ec2State('127.1.0.0/16'), 600);
    expect(addresses.filter((address) => !address.startsWith('127.1.'))).toEqual([]);
    expect(new Set(addresses).size).toBe(600);
  });
});
