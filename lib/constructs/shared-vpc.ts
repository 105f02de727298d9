import { Fn, Validations } from 'aws-cdk-lib';
import { Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { SHARED_NETWORK } from '../model/lab';

/**
 * The VPC of the stack SreSloLabNetwork: an account may have five VPCs a region, and a class has more teams. It is imported by
 * CloudFormation at deploy, so that no look-up is needed at synth, and the network cannot go while a lab is in it.
 */
export function sharedVpc(scope: Construct, id: string): IVpc {
  const { vpcId, subnetIds } = SHARED_NETWORK;
  const vpc = Vpc.fromVpcAttributes(scope, id, {
    vpcId: Fn.importValue(vpcId),
    publicSubnetIds: subnetIds.map((name) => Fn.importValue(name)),
    availabilityZones: subnetIds.map((_name, index) => Fn.select(index, Fn.getAzs())),
  });
  for (const subnet of vpc.publicSubnets) {
    Validations.of(subnet).acknowledge({
      id: 'Annotation::@aws-cdk/aws-ec2:noSubnetRouteTableId',
      reason: 'The lab adds no route: those of the shared network are its own.',
    });
  }
  return vpc;
}
