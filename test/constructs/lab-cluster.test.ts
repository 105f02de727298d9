import { Template } from 'aws-cdk-lib/assertions';
import { LabCluster } from '../../lib/constructs/lab-cluster';
import { Network } from '../../lib/constructs/network';
import { labOf } from '../../lib/model/lab';
import { givenStack } from './given-stack';

describe('LabCluster', () => {
  test('names the cluster after the stack and pays for no second monitoring', () => {
    whenSynthesized().hasResourceProperties('AWS::ECS::Cluster', {
      ClusterName: 'SreSloLab',
      ClusterSettings: [{ Name: 'containerInsights', Value: 'disabled' }],
    });
  });

  test('finds services in the private zone sre.local', () => {
    whenSynthesized().hasResourceProperties('AWS::ServiceDiscovery::PrivateDnsNamespace', { Name: 'sre.local' });
  });

  test('gives a named lab a cluster and a zone of its own', () => {
    const template = whenSynthesized('team-3');
    template.hasResourceProperties('AWS::ECS::Cluster', { ClusterName: 'SreSloLab-team-3' });
    template.hasResourceProperties('AWS::ServiceDiscovery::PrivateDnsNamespace', { Name: 'team-3.sre.local' });
  });
});

function whenSynthesized(name?: string): Template {
  const stack = givenStack();
  const { vpc } = new Network(stack, 'Network');
  new LabCluster(stack, 'Cluster', { vpc, lab: labOf(name) });
  return Template.fromStack(stack);
}
