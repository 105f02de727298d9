import { Match, Template } from 'aws-cdk-lib/assertions';
import { givenApp } from '../constructs/given-stack';
import { givenLab } from './given-lab';
import { CERTIFICATE } from '../_fixtures/profiles';

const SERVICE = 'AWS::ECS::Service';

describe('the production profile', () => {
  const app = givenApp();
  const stack = givenLab({ profile: 'production', certificateArn: CERTIFICATE, allowedCidr: '203.0.113.7/32' }, app);
  const template = Template.fromStack(stack);

  test('has every task in private subnets, without a public address', () => {
    template.allResourcesProperties(SERVICE, {
      NetworkConfiguration: {
        AwsvpcConfiguration: Match.objectLike({
          AssignPublicIp: 'DISABLED',
          Subnets: [1, 2].map((zone) => ({ Ref: Match.stringLikeRegexp(`PrivateSubnet${zone}`) })),
        }),
      },
    });
  });

  test('lets the allowed networks reach the load balancer, and nothing else', () => {
    const open = Object.entries(template.findResources('AWS::EC2::SecurityGroup')).filter(
      ([, { Properties }]) => Properties.SecurityGroupIngress !== undefined,
    );
    expect(open.map(([id]) => id)).toEqual([expect.stringMatching(/^EntranceSecurityGroup/)]);
    for (const { Properties } of Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))) {
      expect(Properties).toHaveProperty('SourceSecurityGroupId');
    }
  });

  test('has two tasks of the app at least and ten at most, by processor at 70 % and memory at 80 %', () => {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 2, MaxCapacity: 10 });
    for (const [metric, target] of [
      ['ECSServiceAverageCPUUtilization', 70],
      ['ECSServiceAverageMemoryUtilization', 80],
    ] as const) {
      template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: Match.objectLike({
          PredefinedMetricSpecification: { PredefinedMetricType: metric },
          TargetValue: target,
        }),
      });
    }
  });

  test('does not undo with a deployment what the load brought about', () => {
    template.hasResourceProperties(SERVICE, { ServiceName: 'sre-app-service', DesiredCount: Match.absent() });
  });

  test('takes a deployment of the app back when the error budget burns too fast', () => {
    template.hasResourceProperties(SERVICE, {
      ServiceName: 'sre-app-service',
      DeploymentConfiguration: Match.objectLike({
        Alarms: {
          AlarmNames: [{ Ref: Match.stringLikeRegexp('^BurnRateBurning') }],
          Enable: true,
          Rollback: true,
        },
      }),
    });
  });

  test('publishes the burn rate from the observability service, which may write to that namespace only', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({
          Name: 'publisher',
          Essential: false,
          User: '1000:1000',
          PortMappings: Match.absent(),
          Environment: Match.arrayWith([
            { Name: 'PROMETHEUS_URL', Value: 'http://localhost:9090' },
            { Name: 'METRIC_NAMESPACE', Value: 'SreSloLab' },
            { Name: 'METRIC_NAME', Value: 'BurnRate' },
            { Name: 'LAB', Value: 'SreSloLab' },
          ]),
        }),
      ]),
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^ObservabilityTaskTaskRole') }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: 'cloudwatch:PutMetricData',
            Resource: '*',
            Condition: { StringEquals: { 'cloudwatch:namespace': 'SreSloLab' } },
          },
        ]),
      },
    });
  });

  test('asks for a token before it takes a fault, and logs its connections', () => {
    template.resourcePropertiesCountIs('AWS::SecretsManager::Secret', { Description: "Token of the app's faults" }, 1);
    template.resourceCountIs('AWS::EC2::FlowLog', 1);
  });

  test('keeps its database after a destroy, as a snapshot, and nothing else', () => {
    const kept = Object.values<{ Type: string; DeletionPolicy?: string }>(template.toJSON().Resources).filter(
      ({ DeletionPolicy }) => !['Delete', undefined].includes(DeletionPolicy),
    );
    expect(kept.map(({ Type, DeletionPolicy }) => [Type, DeletionPolicy])).toEqual([
      ['AWS::RDS::DBInstance', 'Snapshot'],
    ]);
  });

  test('is deployed as a bootstrapped account does it, and is protected against a destroy by mistake', () => {
    expect(template.toJSON()).toHaveProperty('Parameters.BootstrapVersion');
    expect(stack.terminationProtection).toBe(true);
    expect(givenLab().terminationProtection).toBe(false);
  });

  test('needs no Lambda function and no custom resource', () => {
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });
});
