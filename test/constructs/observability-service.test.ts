import { Match, Template } from 'aws-cdk-lib/assertions';
import { ChaosToken } from '../../lib/constructs/chaos-token';
import { ObservabilityService } from '../../lib/constructs/observability-service';
import { givenCluster, IMAGE_TAGS } from './given-stack';

describe('ObservabilityService', () => {
  test('is found as sre-observability-service in ECS and in Cloud Map', () => {
    const template = whenSynthesized();
    template.hasResourceProperties('AWS::ECS::Service', { ServiceName: 'sre-observability-service' });
    template.hasResourceProperties('AWS::ServiceDiscovery::Service', { Name: 'sre-observability-service' });
  });

  test('never runs two Prometheus servers at once', () => {
    whenSynthesized().hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: Match.objectLike({ MinimumHealthyPercent: 0, MaximumPercent: 100 }),
    });
  });

  test('has half a processor and 1 GiB for four containers and what prepares one of them', () => {
    whenSynthesized().hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: 'Test-observability',
      Cpu: '512',
      Memory: '1024',
      ContainerDefinitions: ['prometheus', 'history', 'grafana', 'prober', 'alertmanager', 'console'].map((name) =>
        Match.objectLike({ Name: name }),
      ),
      Volumes: [{ Name: 'prometheus-data' }, { Name: 'grafana-data' }, { Name: 'alertmanager-data' }],
    });
  });

  test("runs Prometheus as nobody, essential, with the lab's namespace and one writable path", () => {
    hasContainer(whenSynthesized(), {
      Name: 'prometheus',
      Essential: true,
      User: '65534:65534',
      PortMappings: [{ ContainerPort: 9090, Protocol: 'tcp' }],
      Environment: [{ Name: 'LAB_NAMESPACE', Value: 'team-3.sre.local' }],
      MountPoints: [{ SourceVolume: 'prometheus-data', ContainerPath: '/prometheus', ReadOnly: false }],
    });
  });

  test('fills the volume of Prometheus with a synthetic month, as its user, before it starts', () => {
    const template = whenSynthesized();
    hasContainer(template, {
      Name: 'history',
      Essential: false,
      RestartPolicy: Match.absent(),
      User: '65534:65534',
      PortMappings: Match.absent(),
      ReadonlyRootFilesystem: true,
      MountPoints: [{ SourceVolume: 'prometheus-data', ContainerPath: '/prometheus', ReadOnly: false }],
    });
    hasContainer(template, {
      Name: 'prometheus',
      DependsOn: [{ ContainerName: 'history', Condition: 'SUCCESS' }],
    });
  });

  test('starts Prometheus empty where no history is wanted', () => {
    const template = whenSynthesized([], false);
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: ['prometheus', 'grafana', 'prober', 'alertmanager', 'console'].map((name) =>
        Match.objectLike({ Name: name }),
      ),
    });
    hasContainer(template, { Name: 'prometheus', DependsOn: Match.absent() });
  });

  test('asks Prometheus with its own promtool whether it is healthy', () => {
    hasContainer(whenSynthesized(), {
      Name: 'prometheus',
      HealthCheck: {
        Command: ['CMD', 'promtool', 'query', 'instant', 'http://localhost:9090', 'vector(1)'],
        Interval: 10,
        Timeout: 5,
        Retries: 3,
        StartPeriod: 30,
      },
    });
  });

  test('runs Grafana as its own user, restarted in the task when it ends', () => {
    hasContainer(whenSynthesized(), {
      Name: 'grafana',
      Essential: false,
      RestartPolicy: { Enabled: true },
      User: '472:0',
      PortMappings: [{ ContainerPort: 3000, Protocol: 'tcp' }],
      MountPoints: [{ SourceVolume: 'grafana-data', ContainerPath: '/var/lib/grafana', ReadOnly: false }],
    });
  });

  test("runs the prober as node, restarted in the task when it ends, on the app's Cloud Map name, open to nobody", () => {
    hasContainer(whenSynthesized(), {
      Name: 'prober',
      Essential: false,
      RestartPolicy: { Enabled: true },
      User: '1000:1000',
      PortMappings: Match.absent(),
      MountPoints: Match.absent(),
      Environment: [{ Name: 'PROBE_TARGET', Value: 'http://sre-app-service.team-3.sre.local:5000/' }],
    });
  });

  test('asks Grafana and the prober with what their images have, now and then', () => {
    const template = whenSynthesized();
    hasContainer(template, {
      Name: 'grafana',
      HealthCheck: Match.objectLike({
        Command: ['CMD-SHELL', Match.stringLikeRegexp('wget .* http://localhost:3000/api/health')],
        Interval: 30,
      }),
    });
    hasContainer(template, {
      Name: 'prober',
      HealthCheck: Match.objectLike({
        Command: ['CMD', 'node', '-e', Match.stringLikeRegexp('http://localhost:9115/metrics')],
        Interval: 30,
      }),
    });
  });

  test('hands Grafana a generated password that only its execution role may read', () => {
    const template = whenSynthesized();
    const secret = Object.keys(template.findResources('AWS::SecretsManager::Secret')).find((id) =>
      id.includes('Grafana'),
    );
    hasContainer(template, {
      Name: 'grafana',
      Environment: Match.absent(),
      Secrets: [{ Name: 'GF_SECURITY_ADMIN_PASSWORD', ValueFrom: { Ref: secret } }],
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
            Resource: Match.arrayWith([{ Ref: secret }]),
          },
        ]),
      },
      Roles: [{ Ref: Match.stringLikeRegexp('ExecutionRole') }],
    });
  });

  test('lets the console see its own cluster and scale the app, and nothing else; its token is a secret', () => {
    const template = whenSynthesized();
    hasContainer(template, {
      Name: 'console',
      Essential: false,
      RestartPolicy: { Enabled: true },
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      Secrets: [{ Name: 'CONSOLE_TOKEN', ValueFrom: { Ref: Match.stringLikeRegexp('ConsoleToken') } }],
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['ecs:DescribeServices', 'ecs:DescribeTasks', 'ecs:ListTasks'],
            Resource: '*',
            Condition: { ArnEquals: { 'ecs:cluster': Match.anyValue() } },
          },
          { Effect: 'Allow', Action: 'ecs:UpdateService', Resource: Match.anyValue() },
          { Effect: 'Allow', Action: 'servicediscovery:DiscoverInstances', Resource: '*' },
        ],
      },
      Roles: [{ Ref: Match.stringLikeRegexp('TaskRole') }],
    });
  });

  test('gives the console the token of the app, where the app asks for one', () => {
    const { stack, cluster } = givenCluster();
    const chaosToken = new ChaosToken(stack, 'ChaosToken');
    const props = { cluster, namespace: 'sre.local', imageTags: IMAGE_TAGS, allowedCidrs: [], chaosToken };
    new ObservabilityService(stack, 'Observability', props);
    const template = Template.fromStack(stack);
    const secrets = Object.keys(template.findResources('AWS::SecretsManager::Secret'));
    const secret = secrets.find((id) => id.startsWith('ChaosToken'));
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({
          Name: 'console',
          Secrets: Match.arrayWith([{ Name: 'CHAOS_TOKEN', ValueFrom: { Ref: secret } }]),
        }),
      ]),
    });
  });

  test('has no console, no token and no rights where none is wanted', () => {
    const template = whenSynthesized([], undefined, false);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/ConsoleToken|ecs:UpdateService/);
  });

  test('opens Prometheus, Grafana, Alertmanager and the console to the allowed networks only', () => {
    whenSynthesized(['203.0.113.7/32']).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [9090, 3000, 9093, 8080].map((port) =>
        Match.objectLike({ CidrIp: '203.0.113.7/32', FromPort: port, ToPort: port }),
      ),
    });
  });
});

function whenSynthesized(allowedCidrs: readonly string[] = [], history?: boolean, console = true): Template {
  const { stack, cluster } = givenCluster();
  new ObservabilityService(stack, 'Observability', {
    cluster,
    imageTags: IMAGE_TAGS,
    namespace: 'team-3.sre.local',
    allowedCidrs,
    console,
    ...(history === undefined ? {} : { history }),
  });
  return Template.fromStack(stack);
}

function hasContainer(template: Template, properties: object): void {
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: Match.arrayWith([Match.objectLike(properties)]),
  });
}
