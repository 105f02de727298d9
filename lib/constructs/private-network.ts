import { Validations } from 'aws-cdk-lib';
import { IpAddresses, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { addFlowLogs } from './flow-logs';

export interface PrivateNetworkProps {
  /** Whether every connection is logged. */
  readonly flowLogs: boolean;
}

/**
 * A VPC over two availability zones in which only load balancers and NAT gateways have public addresses. A NAT gateway
 * for each zone: with one, the loss of its zone takes the way out from the other.
 */
export class PrivateNetwork extends Construct {
  readonly vpc: Vpc;

  constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.0.0.0/16'),
      maxAzs: 2,
      natGateways: 2,
      subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 },
        { name: 'Database', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 28 },
      ],
      // Emptying the default group takes a Lambda function; nothing is in that group.
      restrictDefaultSecurityGroup: false,
    });
    if (props.flowLogs) {
      addFlowLogs(this.vpc);
    } else {
      Validations.of(this.vpc).acknowledge({
        id: 'AwsSolutions-VPC7',
        reason: 'Somebody decided so: in production flow logs are on unless -c flowLogs=false.',
      });
    }
  }
}
