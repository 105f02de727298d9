import { Validations } from 'aws-cdk-lib';
import { IpAddresses, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { addFlowLogs } from './flow-logs';

export interface NetworkProps {
  /** Whether every connection is logged. @default false */
  readonly flowLogs?: boolean;
}

/** A VPC with two public subnets and no NAT gateway: tasks have public addresses, and nothing costs while idle. */
export class Network extends Construct {
  readonly vpc: Vpc;

  constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.0.0.0/16'),
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24 }],
      // Emptying the default group takes a Lambda function; no task is in that group.
      restrictDefaultSecurityGroup: false,
    });
    if (props.flowLogs) addFlowLogs(this.vpc);
    else explainNoFlowLogs(this.vpc);
  }
}

function explainNoFlowLogs(vpc: Vpc): void {
  Validations.of(vpc).acknowledge({
    id: 'AwsSolutions-VPC7',
    reason: 'A lab lives for hours and holds synthetic traffic only; flow logs are a choice, -c flowLogs=true.',
  });
}
