import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { AppService } from '../../lib/constructs/app-service';
import { givenCluster, IMAGE_TAGS } from './given-stack';

describe('AppService', () => {
  test('is found as sre-app-service in ECS and in Cloud Map', () => {
    const template = whenSynthesized();
    template.hasResourceProperties('AWS::ECS::Service', { ServiceName: 'sre-app-service' });
    template.hasResourceProperties('AWS::ServiceDiscovery::Service', { Name: 'sre-app-service' });
  });

  test('has a healthy replacement before the old task goes', () => {
    whenSynthesized().hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: Match.objectLike({ MinimumHealthyPercent: 100, MaximumPercent: 200 }),
    });
  });

  test('runs the app on port 5000 with a quarter of a processor and 512 MiB', () => {
    whenSynthesized().hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: 'Test-app',
      Cpu: '256',
      Memory: '512',
      ContainerDefinitions: [
        Match.objectLike({
          Name: 'app',
          Essential: true,
          PortMappings: [{ ContainerPort: 5000, Protocol: 'tcp' }],
          User: '1000:1000',
          Environment: [
            { Name: 'PORT', Value: '5000' },
            { Name: 'LOG_LEVEL', Value: 'info' },
            { Name: 'SHUTDOWN_DELAY_SECONDS', Value: '10' },
          ],
          StopTimeout: 30,
        }),
      ],
    });
  });

  test('asks the app every 10 s whether it is alive', () => {
    whenSynthesized().hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        Match.objectLike({
          HealthCheck: {
            Command: ['CMD', 'node', 'healthcheck.js'],
            Interval: 10,
            Timeout: 5,
            Retries: 3,
            StartPeriod: 10,
          },
        }),
      ],
    });
  });

  test('opens port 5000 to the allowed networks only', () => {
    whenSynthesized(['203.0.113.7/32']).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [Match.objectLike({ CidrIp: '203.0.113.7/32', FromPort: 5000, ToPort: 5000 })],
    });
  });

  test('opens port 5000 to whoever scrapes it, and lets the scraper out', () => {
    const { stack, vpc, app } = givenApp();
    const scraper = new SecurityGroup(stack, 'Scraper', { vpc, allowAllOutbound: false });
    app.allowScrapesFrom(scraper);
    const template = Template.fromStack(stack);
    const rule = { IpProtocol: 'tcp', FromPort: 5000, ToPort: 5000, Description: 'Prometheus scrapes the app' };
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      ...rule,
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Scraper'), 'GroupId'] },
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      ...rule,
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Scraper'), 'GroupId'] },
    });
  });
});

function givenApp(allowedCidrs: readonly string[] = []) {
  const { stack, vpc, cluster } = givenCluster();
  return { stack, vpc, app: new AppService(stack, 'App', { cluster, imageTags: IMAGE_TAGS, allowedCidrs }) };
}

function whenSynthesized(allowedCidrs: readonly string[] = []): Template {
  return Template.fromStack(givenApp(allowedCidrs).stack);
}
