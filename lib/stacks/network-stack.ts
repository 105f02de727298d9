import { CfnOutput, LegacyStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LabOwner } from '../constructs/lab-owner';
import { Network } from '../constructs/network';
import { EXPIRES_TAG, NEVER } from '../model/expiry';
import { SHARED_NETWORK } from '../model/lab';

/** The VPC that the labs of a class share. It costs nothing, and goes when no lab is in it any more. */
export class NetworkStack extends Stack {
  constructor(scope: Construct, { flowLogs }: { readonly flowLogs: boolean } = { flowLogs: false }) {
    const { stackName, vpcId, subnetIds } = SHARED_NETWORK;
    super(scope, 'Shared', {
      stackName,
      description: 'SRE SLO Lab: the network that the labs of a class share',
      synthesizer: new LegacyStackSynthesizer(),
      tags: { project: 'sre-slo-lab', lab: stackName },
    });
    const { vpc } = new Network(this, 'Network', { flowLogs });
    new CfnOutput(this, 'VpcId', { value: vpc.vpcId, exportName: vpcId });
    for (const [index, exportName] of subnetIds.entries()) {
      const subnet = vpc.publicSubnets[index];
      if (subnet) new CfnOutput(this, `PublicSubnet${index + 1}`, { value: subnet.subnetId, exportName });
    }
    new LabOwner(this, 'Owner');
    Tags.of(this).add(EXPIRES_TAG, NEVER);
  }
}
