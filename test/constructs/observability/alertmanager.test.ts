import { Match, Template } from 'aws-cdk-lib/assertions';
import { ObservabilityService } from '../../../lib/constructs/observability-service';
import type { AlertSettings } from '../../../lib/model/context/alerts';
import { givenCluster, IMAGE_TAGS } from '../given-stack';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hook-AbCdEf';
const SMTP = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:smtp-GhIjKl';
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:pages';

describe('Alertmanager', () => {
  test('runs as nobody with one writable path, restarted in the task when it ends, asked by its own amtool', () => {
    hasContainer(whenSynthesized({}), {
      Name: 'alertmanager',
      Essential: false,
      RestartPolicy: { Enabled: true },
      ReadonlyRootFilesystem: true,
      User: '65534:65534',
      PortMappings: [{ ContainerPort: 9093, Protocol: 'tcp' }],
      MountPoints: [{ SourceVolume: 'alertmanager-data', ContainerPath: '/alertmanager', ReadOnly: false }],
      HealthCheck: Match.objectLike({
        Command: ['CMD', 'amtool', '--alertmanager.url=http://localhost:9093', 'cluster', 'show'],
      }),
    });
  });

  test('tells nobody by default, may do nothing, and has no way out but the AWS APIs', () => {
    const template = whenSynthesized({});
    hasContainer(template, { Name: 'alertmanager', Environment: Match.absent(), Secrets: Match.absent() });
    expect(JSON.stringify(template.toJSON())).not.toContain('sns:Publish');
    expect(egressPorts(template)).toEqual([443]);
  });

  test.each([
    ['https://hooks.example.com/a', [443]],
    ['https://hooks.example.com:8443/a', [443, 8443]],
    ['http://alerts.example.com/a', [443, 80]],
  ])('tells the webhook %s, and may reach it', (url, ports) => {
    const template = whenSynthesized({ webhook: { kind: 'url', url } });
    hasContainer(template, { Name: 'alertmanager', Environment: [{ Name: 'ALERT_WEBHOOK_URL', Value: url }] });
    expect(egressPorts(template)).toEqual(ports);
  });

  test('reads secret URLs from their secrets, which only the execution role may read', () => {
    const template = whenSynthesized({
      webhook: { kind: 'secret', secretArn: SECRET },
      heartbeat: { kind: 'secret', secretArn: SMTP },
    });
    hasContainer(template, {
      Name: 'alertmanager',
      Environment: Match.absent(),
      Secrets: [
        { Name: 'ALERT_WEBHOOK_URL', ValueFrom: SECRET },
        { Name: 'HEARTBEAT_URL', ValueFrom: SMTP },
      ],
    });
    mayOnly(
      template,
      'ExecutionRole',
      ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      Match.arrayWith([SECRET, SMTP]),
    );
  });

  test('sends e-mail through the mail server of the secret, at the submission port', () => {
    const template = whenSynthesized({ email: { to: 'oncall@example.com', smtpSecretArn: SMTP } });
    hasContainer(template, {
      Name: 'alertmanager',
      Environment: [
        { Name: 'ALERT_EMAIL', Value: 'oncall@example.com' },
        { Name: 'SMTP_PORT', Value: '587' },
      ],
      Secrets: ['host', 'from', 'username', 'password'].map((member) => ({
        Name: `SMTP_${member.toUpperCase()}`,
        ValueFrom: `${SMTP}:${member}::`,
      })),
    });
    expect(egressPorts(template)).toEqual([443, 587]);
  });

  test('publishes to its topic, and the task may do nothing else with topics', () => {
    const template = whenSynthesized({ topicArn: TOPIC });
    hasContainer(template, { Name: 'alertmanager', Environment: [{ Name: 'ALERT_TOPIC_ARN', Value: TOPIC }] });
    mayOnly(template, 'TaskRole', 'sns:Publish', TOPIC);
    const roles = Object.values(template.findResources('AWS::IAM::Policy')).filter(
      ({
        Properties: {
          Roles: [role],
        },
      }) => /TaskTaskRole/.test(role.Ref),
    );
    expect(roles).toHaveLength(1);
    const statements: { Action: string | string[] }[] = roles[0]!.Properties.PolicyDocument.Statement;
    expect(statements.flatMap(({ Action: action }) => action).filter((action) => action.startsWith('sns'))).toEqual([
      'sns:Publish',
    ]);
  });
});

function whenSynthesized(alerts: AlertSettings): Template {
  const { stack, cluster } = givenCluster();
  new ObservabilityService(stack, 'Observability', {
    cluster,
    imageTags: IMAGE_TAGS,
    namespace: 'sre.local',
    allowedCidrs: [],
    alerts,
  });
  return Template.fromStack(stack);
}

function hasContainer(template: Template, properties: object): void {
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: Match.arrayWith([Match.objectLike(properties)]),
  });
}

function mayOnly(template: Template, role: string, action: string | readonly string[], resource: unknown): void {
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([{ Effect: 'Allow', Action: action, Resource: resource }]) },
    Roles: [{ Ref: Match.stringLikeRegexp(role) }],
  });
}

function egressPorts(template: Template): number[] {
  const [group] = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
  return group!.Properties.SecurityGroupEgress.map(({ FromPort: port }: { FromPort: number }) => port);
}
