import { Match, Template } from 'aws-cdk-lib/assertions';
import { AppService } from '../../lib/constructs/app-service';
import { LabCluster } from '../../lib/constructs/lab-cluster';
import { LoadBalancer } from '../../lib/constructs/load-balancer';
import { ObservabilityService } from '../../lib/constructs/observability-service';
import { PrivateNetwork } from '../../lib/constructs/private-network';
import { labOf } from '../../lib/model/lab';
import { givenStack, IMAGE_TAGS } from './given-stack';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

describe('LoadBalancer', () => {
  test('answers 404 for what is for inside only, before any other rule', () => {
    whenSynthesized().hasResourceProperties(RULE, {
      Priority: 10,
      Conditions: [
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/metrics*', '/chaos*', '/kill*', '/fail*'] } },
      ],
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: Match.objectLike({ StatusCode: '404' }) }],
    });
  });

  test('leads /sre to the console on port 8080, which it asks for /sre/health', () => {
    const template = whenSynthesized();
    template.hasResourceProperties(RULE, {
      Priority: 20,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/sre', '/sre/*'] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: { Ref: Match.stringLikeRegexp('EntranceConsole') } }],
    });
    template.hasResourceProperties(TARGET_GROUP, { Port: 8080, TargetType: 'ip', HealthCheckPath: '/sre/health' });
  });

  test('leads everything else to the app, where it is ready', () => {
    const template = whenSynthesized();
    template.hasResourceProperties(LISTENER, {
      DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: Match.stringLikeRegexp('EntranceApp') } }],
    });
    template.hasResourceProperties(TARGET_GROUP, {
      Port: 5000,
      TargetType: 'ip',
      HealthCheckPath: '/health/readiness',
      HealthCheckIntervalSeconds: 10,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
    });
    template.hasResourceProperties('AWS::ECS::Service', {
      ServiceName: 'sre-app-service',
      LoadBalancers: [{ ContainerName: 'app', ContainerPort: 5000, TargetGroupArn: Match.anyValue() }],
    });
  });

  test('speaks TLS with the certificate, and sends plain HTTP there', () => {
    const template = whenSynthesized();
    template.hasResourceProperties(LISTENER, {
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: CERTIFICATE }],
      SslPolicy: Match.stringLikeRegexp('^ELBSecurityPolicy-TLS13-1-2-'),
    });
    template.hasResourceProperties(LISTENER, {
      Port: 80,
      DefaultActions: [
        { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
      ],
    });
    expect(JSON.stringify(template.findOutputs('*'))).toContain('"https://"');
  });

  test('speaks plain HTTP where that was asked for, and names it in its address', () => {
    const template = whenSynthesized({ certificateArn: undefined });
    template.resourceCountIs(LISTENER, 1);
    template.hasResourceProperties(LISTENER, { Port: 80, Protocol: 'HTTP' });
    expect(JSON.stringify(template.findOutputs('*'))).toContain('"http://"');
  });

  test('is open to the allowed networks, on its two ports, and to nobody else', () => {
    const template = whenSynthesized();
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'The load balancer: closed but for the networks of allowedCidr',
      SecurityGroupIngress: [443, 80].map((port) =>
        Match.objectLike({ CidrIp: '203.0.113.7/32', FromPort: port, ToPort: port }),
      ),
    });
    expect(JSON.stringify(template.findResources('AWS::EC2::SecurityGroupIngress'))).not.toContain('0.0.0.0/0');
  });

  test('is closed without allowed networks', () => {
    whenSynthesized({ allowedCidrs: [] }).allResourcesProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.absent(),
    });
  });

  test('drops headers that a server might misread', () => {
    whenSynthesized().hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Scheme: 'internet-facing',
      LoadBalancerAttributes: Match.arrayWith([
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
      ]),
    });
  });
});

function whenSynthesized(
  more: { allowedCidrs?: readonly string[]; certificateArn?: string | undefined } = {},
): Template {
  const stack = givenStack();
  const { vpc } = new PrivateNetwork(stack, 'Network', { flowLogs: false });
  const { cluster } = new LabCluster(stack, 'Cluster', { vpc, lab: labOf() });
  const entrance = new LoadBalancer(stack, 'Entrance', {
    vpc,
    allowedCidrs: ['203.0.113.7/32'],
    certificateArn: CERTIFICATE,
    ...more,
  });
  const services = { cluster, imageTags: IMAGE_TAGS, allowedCidrs: [] };
  entrance.leadToApp(new AppService(stack, 'App', services).service);
  entrance.leadToConsole(
    new ObservabilityService(stack, 'Observability', { ...services, namespace: 'sre.local' }).service,
  );
  return Template.fromStack(stack);
}
