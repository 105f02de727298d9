import { Match, Template } from 'aws-cdk-lib/assertions';
import { LabService } from '../../lib/constructs/lab-service';
import { LabTask } from '../../lib/constructs/lab-task';
import { givenCluster, IMAGE_TAGS } from './given-stack';

describe('LabService', () => {
  test('keeps one task running on Fargate and rolls a failed deployment back', () => {
    whenSynthesized().hasResourceProperties('AWS::ECS::Service', {
      ServiceName: 'some-service',
      LaunchType: 'FARGATE',
      DesiredCount: 1,
      DeploymentConfiguration: {
        MinimumHealthyPercent: 50,
        MaximumPercent: 150,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
      EnableExecuteCommand: Match.absent(),
    });
  });

  test("gives its tasks public addresses in the cluster's public subnets", () => {
    const template = whenSynthesized();
    const subnets = Object.keys(template.findResources('AWS::EC2::Subnet'));
    const [securityGroup] = Object.keys(template.findResources('AWS::EC2::SecurityGroup'));
    template.hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          AssignPublicIp: 'ENABLED',
          Subnets: subnets.map((subnet) => ({ Ref: subnet })),
          SecurityGroups: [{ 'Fn::GetAtt': [securityGroup, 'GroupId'] }],
        },
      },
    });
  });

  test('hands its tags to its tasks', () => {
    whenSynthesized().hasResourceProperties('AWS::ECS::Service', {
      PropagateTags: 'SERVICE',
      EnableECSManagedTags: true,
    });
  });

  test('registers its tasks under the same name in Cloud Map: A records, all at once, kept for 10 s', () => {
    const template = whenSynthesized();
    template.hasResourceProperties('AWS::ServiceDiscovery::Service', {
      Name: 'some-service',
      DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }], RoutingPolicy: 'MULTIVALUE' },
      HealthCheckCustomConfig: { FailureThreshold: 1 },
    });
    const [registry] = Object.keys(template.findResources('AWS::ServiceDiscovery::Service'));
    template.hasResourceProperties('AWS::ECS::Service', {
      ServiceRegistries: [{ RegistryArn: { 'Fn::GetAtt': [registry, 'Arn'] } }],
    });
  });

  test('lets nobody in, and lets its tasks reach HTTPS only', () => {
    const template = whenSynthesized();
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [
        {
          CidrIp: '0.0.0.0/0',
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          Description: 'AWS APIs: image, logs, secret',
        },
      ],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('lets the allowed networks in, to its ports and no other', () => {
    whenSynthesized(['203.0.113.7/32', '198.51.100.0/24']).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        tcpFrom('203.0.113.7/32', 1111),
        tcpFrom('203.0.113.7/32', 2222),
        tcpFrom('198.51.100.0/24', 1111),
        tcpFrom('198.51.100.0/24', 2222),
      ],
    });
  });

  test('starts no task before there is a way out and a role that may pull', () => {
    const template = whenSynthesized();
    const needed = ['AWS::EC2::Route', 'AWS::IAM::Policy'].flatMap((type) => Object.keys(template.findResources(type)));
    expect(needed).toHaveLength(3);
    template.hasResource('AWS::ECS::Service', {
      DependsOn: Match.arrayWith(needed.sort()),
    });
  });
});

function whenSynthesized(allowedCidrs: readonly string[] = []): Template {
  const { stack, cluster } = givenCluster();
  const taskDefinition = new LabTask(stack, 'Task', {
    name: 'some',
    cpu: 256,
    memoryLimitMiB: 512,
    imageTags: IMAGE_TAGS,
  });
  taskDefinition.addLabContainer('app', { port: 5000, user: '1000:1000' });
  new LabService(stack, 'Service', {
    cluster,
    serviceName: 'some-service',
    taskDefinition,
    minHealthyPercent: 50,
    maxHealthyPercent: 150,
    ports: [1111, 2222],
    allowedCidrs,
  });
  return Template.fromStack(stack);
}

function tcpFrom(cidr: string, port: number): object {
  return { CidrIp: cidr, IpProtocol: 'tcp', FromPort: port, ToPort: port, Description: `the class to port ${port}` };
}
