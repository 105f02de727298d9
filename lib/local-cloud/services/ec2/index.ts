import { bindActions, type ServiceDefinition } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import type { Clock } from '../../kernel/clock';
import type { TaskNetworking } from '../ports';
import { authorizeSecurityGroupIngress } from './actions/authorize-security-group-ingress';
import { createSecurityGroup } from './actions/create-security-group';
import { createSubnet } from './actions/create-subnet';
import { createVpc } from './actions/create-vpc';
import { deleteSecurityGroup } from './actions/delete-security-group';
import { deleteSubnet } from './actions/delete-subnet';
import { deleteVpc } from './actions/delete-vpc';
import { describeNetworkInterfaces } from './actions/describe-network-interfaces';
import { describeSecurityGroups } from './actions/describe-security-groups';
import { describeSubnets } from './actions/describe-subnets';
import { describeVpcs } from './actions/describe-vpcs';
import { revokeSecurityGroupIngress } from './actions/revoke-security-group-ingress';
import { Ec2State } from './state';
import { taskNetworking } from './task-networking';

const ACTIONS = [
  authorizeSecurityGroupIngress,
  createSecurityGroup,
  createSubnet,
  createVpc,
  deleteSecurityGroup,
  deleteSubnet,
  deleteVpc,
  describeNetworkInterfaces,
  describeSecurityGroups,
  describeSubnets,
  describeVpcs,
  revokeSecurityGroupIngress,
];

/** EC2, as far as a lab on Fargate touches it: networks, and one interface for each task. */
export function createEc2(options: {
  readonly clock: Pick<Clock, 'now'>;
  /** A CIDR block that this machine can give to tasks. @default that of each task's subnet */
  readonly privateRange?: string | undefined;
}): {
  readonly definition: ServiceDefinition;
  readonly networking: TaskNetworking;
} {
  const state = new Ec2State(options.privateRange);
  return {
    networking: taskNetworking(state, options.clock),
    definition: {
      signingName: 'ec2',
      protocol: 'ec2-query',
      wireName: 'http://ec2.amazonaws.com/doc/2016-11-15/',
      actions: bindActions({ state }, ACTIONS),
      invalidInput: (message) => new AwsError('InvalidParameterValue', message),
    },
  };
}
