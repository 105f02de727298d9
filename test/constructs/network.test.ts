import { Match, Template } from 'aws-cdk-lib/assertions';
import { Network } from '../../lib/constructs/network';
import { givenStack } from './given-stack';

describe('Network', () => {
  const template = whenSynthesized();

  test('has two public subnets with a route to the internet each', () => {
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: true });
    template.resourceCountIs('AWS::EC2::Route', 2);
    template.allResourcesProperties('AWS::EC2::Route', {
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: Match.anyValue(),
    });
  });

  test('puts the subnets into different availability zones', () => {
    for (const index of [0, 1]) {
      template.hasResourceProperties('AWS::EC2::Subnet', {
        AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] },
      });
    }
  });

  test('has no NAT gateway and no elastic address', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::EIP', 0);
  });

  test('answers DNS, which the private namespace needs', () => {
    template.hasResourceProperties('AWS::EC2::VPC', { EnableDnsSupport: true, EnableDnsHostnames: true });
  });

  test('needs no Lambda function and no custom resource', () => {
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.resourceCountIs('Custom::VpcRestrictDefaultSG', 0);
  });
});

function whenSynthesized(): Template {
  const stack = givenStack();
  new Network(stack, 'Network');
  return Template.fromStack(stack);
}
