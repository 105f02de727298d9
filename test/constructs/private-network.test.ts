import { Template } from 'aws-cdk-lib/assertions';
import { PrivateNetwork } from '../../lib/constructs/private-network';
import { givenStack } from './given-stack';

describe('PrivateNetwork', () => {
  test('has public, private and isolated subnets in two availability zones', () => {
    const subnets = Object.values(whenSynthesized().findResources('AWS::EC2::Subnet'));
    const kind = ({ Properties: { Tags } }: (typeof subnets)[number]): string =>
      Tags.find(({ Key }: { Key: string }) => Key === 'aws-cdk:subnet-name').Value;
    expect(subnets.map(kind).sort()).toEqual(['Database', 'Database', 'Private', 'Private', 'Public', 'Public']);
  });

  test('gives nothing a public address by itself', () => {
    whenSynthesized().allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  test('has a NAT gateway for each zone, so that the loss of one leaves the other a way out', () => {
    const template = whenSynthesized();
    template.resourceCountIs('AWS::EC2::NatGateway', 2);
    const routes = Object.values(template.findResources('AWS::EC2::Route')).map(({ Properties }) => Properties);
    const nats = new Set(routes.flatMap(({ NatGatewayId }) => (NatGatewayId ? [NatGatewayId.Ref] : [])));
    expect(nats.size).toBe(2);
    // Two subnets by the internet gateway, two by NAT, and none for the database.
    expect(routes).toHaveLength(4);
  });

  test('logs its connections where it is asked to', () => {
    whenSynthesized(true).hasResourceProperties('AWS::EC2::FlowLog', {
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
    });
    whenSynthesized(false).resourceCountIs('AWS::EC2::FlowLog', 0);
  });
});

function whenSynthesized(flowLogs = true): Template {
  const stack = givenStack();
  new PrivateNetwork(stack, 'Network', { flowLogs });
  return Template.fromStack(stack);
}
