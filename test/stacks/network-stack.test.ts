import { Template } from 'aws-cdk-lib/assertions';
import { NetworkStack } from '../../lib/stacks/network-stack';
import { givenApp } from '../constructs/given-stack';

describe('NetworkStack', () => {
  const stack = new NetworkStack(givenApp());
  const template = Template.fromStack(stack);

  test('is one VPC with two public subnets and nothing that costs', () => {
    expect(stack.stackName).toBe('SreSloLabNetwork');
    template.resourceCountIs('AWS::EC2::VPC', 1);
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
  });

  test('exports what the labs import, so that it cannot go before them', () => {
    const outputs = Object.values(template.toJSON().Outputs) as { Export: { Name: string } }[];
    expect(outputs.map(({ Export }) => Export.Name)).toEqual([
      'SreSloLabNetwork-VpcId',
      'SreSloLabNetwork-PublicSubnet1',
      'SreSloLabNetwork-PublicSubnet2',
    ]);
  });

  test('has an owner, and no end of its own', () => {
    template.hasResourceProperties('AWS::EC2::VPC', {
      Tags: [
        { Key: 'expires', Value: 'never' },
        { Key: 'Name', Value: 'Shared/Network/Vpc' },
        { Key: 'owner', Value: { Ref: 'Owner' } },
      ],
    });
  });
});
