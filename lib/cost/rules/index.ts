import type { Rule } from '../model';
import { textOf } from '../template';
import { dbInstance } from './database';
import { ecsService } from './fargate';
import { flowLog, logGroup } from './logs';
import { alarm, compositeAlarm, scalingPolicy } from './monitoring';
import { elasticIp, loadBalancer, natGateway, vpcEndpoint } from './network';

/** Gigabytes of layers that a repository keeps, compressed, for both architectures: an assumption. */
const GB_PER_REPOSITORY = 0.4;

/** Every type of resource that costs something, and what. */
export const RULES: Readonly<Record<string, Rule>> = {
  'AWS::ApplicationAutoScaling::ScalingPolicy': scalingPolicy,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': compositeAlarm,
  'AWS::EC2::EIP': elasticIp,
  'AWS::EC2::FlowLog': flowLog,
  'AWS::EC2::NatGateway': natGateway,
  'AWS::EC2::VPCEndpoint': vpcEndpoint,
  'AWS::ECR::Repository': ({ Properties: properties }, { id }) => ({
    charges: [
      {
        what: `${textOf(properties?.['RepositoryName'], id)}: about ${GB_PER_REPOSITORY} GB`,
        price: 'image storage',
        quantity: GB_PER_REPOSITORY,
        basis: 'estimate',
      },
    ],
  }),
  'AWS::ECS::Service': ecsService,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancer,
  'AWS::FIS::ExperimentTemplate': () => ({
    charges: [],
    notes: ['an experiment of FIS costs $0.10 for each minute of each of its actions, and nothing until it is started'],
  }),
  'AWS::KMS::Key': (_resource, { id }) => ({
    charges: [{ what: id, price: 'KMS key', quantity: 1, basis: 'fixed' }],
  }),
  'AWS::Logs::LogGroup': logGroup,
  'AWS::RDS::DBInstance': dbInstance,
  'AWS::SecretsManager::Secret': ({ Properties: properties }, { id }) => ({
    charges: [{ what: textOf(properties?.['Description'], id), price: 'secret', quantity: 1, basis: 'fixed' }],
  }),
  // Paid by the month, not by the hour: `estimate` counts it apart.
  'AWS::ServiceDiscovery::PrivateDnsNamespace': () => ({ charges: [] }),
};
