import { Match, Template } from 'aws-cdk-lib/assertions';
import { APP_SERVICE, OBSERVABILITY_SERVICE } from '../../lib/model/names';
import { givenLab } from './given-lab';

interface Container {
  readonly Name: string;
  readonly LogConfiguration: { readonly LogDriver: string; readonly Options: Readonly<Record<string, string>> };
}

describe('a lab of -c logs=loki', () => {
  const template = Template.fromStack(givenLab({ logs: 'loki', lab: 'team-3', database: 'sidecar' }));
  const task = (name: string) =>
    Object.values(template.findResources('AWS::ECS::TaskDefinition')).find(({ Properties: { Family: family } }) =>
      family.endsWith(`-${name}`),
    )!.Properties;
  const container = (family: string, name: string): Container =>
    task(family).ContainerDefinitions.find((one: Container) => one.Name === name);

  test("sends the app's log to Loki, which it finds by the lab's own name, with few labels", () => {
    expect(container('app', 'app').LogConfiguration).toEqual({
      LogDriver: 'awsfirelens',
      Options: {
        Name: 'loki',
        Host: `${OBSERVABILITY_SERVICE}.team-3.sre.local`,
        Port: '3100',
        Labels: 'job=sre-app',
        Structured_Metadata: 'task=$ecs_task_arn',
        Remove_Keys: 'container_id,container_name,source,ecs_cluster,ecs_task_arn,ecs_task_definition',
        Drop_Single_Key: 'raw',
        Line_Format: 'json',
        Retry_Limit: '10',
      },
    });
  });

  test('has the log router beside the app, pinned, essential, with its own log in CloudWatch', () => {
    expect(container('app', 'log-router')).toMatchObject({
      Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.16',
      Essential: true,
      FirelensConfiguration: { Type: 'fluentbit', Options: { 'enable-ecs-log-metadata': 'true' } },
      LogConfiguration: { LogDriver: 'awslogs' },
      MemoryReservation: 64,
      Memory: 256,
    });
  });

  test('lets only the log router be root, and write to its root file system', () => {
    const containers = ['app', 'observability'].flatMap((name) => task(name).ContainerDefinitions);
    const exceptions = containers.filter(
      ({ User: user, ReadonlyRootFilesystem: readOnly }) => readOnly !== true || /^(0|root)\b/.test(user),
    );
    expect(exceptions.map(({ Name: name, User: user }) => [name, user])).toEqual([['log-router', '0']]);
  });

  test('keeps the logs of all other containers in CloudWatch', () => {
    const others = ['app', 'observability']
      .flatMap((name): Container[] => task(name).ContainerDefinitions)
      .filter(({ Name: name }) => name !== 'app');
    expect(new Set(others.map(({ LogConfiguration: { LogDriver: driver } }) => driver))).toEqual(new Set(['awslogs']));
    const groups = Object.values(template.findResources('AWS::Logs::LogGroup')).map(
      ({ Properties: { LogGroupName: name } }) => name,
    );
    expect(groups).toContain('/SreSloLab-team-3/loki');
    expect(groups).toContain('/SreSloLab-team-3/log-router');
    expect(groups).not.toContain('/SreSloLab-team-3/app');
  });

  test('has the memory that it takes, in pairs that Fargate has, and the app no more than before', () => {
    expect(task('app')).toMatchObject({ Cpu: '256', Memory: '1024' });
    expect(container('app', 'app')).toMatchObject({ Memory: 512 });
    expect(task('observability')).toMatchObject({ Cpu: '512', Memory: '2048' });
    expect(container('observability', 'loki')).toMatchObject({ MemoryReservation: 128, Memory: 256 });
  });

  test("lets the app's task reach Loki, and nobody else", () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map(
      ({ Properties: properties }) => properties,
    );
    const toLoki = rules.filter(({ FromPort: port }) => port === 3100);
    expect(toLoki).toEqual([
      expect.objectContaining({ ToPort: 3100, IpProtocol: 'tcp', SourceSecurityGroupId: groupOf('App') }),
    ]);
    expect(toLoki[0].GroupId).toEqual(groupOf('Observability'));
    const open = Template.fromStack(givenLab({ logs: 'loki', allowedCidr: '203.0.113.7/32' }));
    expect(JSON.stringify(open.findResources('AWS::EC2::SecurityGroup'))).not.toContain('3100');
  });

  test('has a Grafana that knows Loki', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({
          Name: 'grafana',
          Environment: [{ Name: 'GF_PATHS_PROVISIONING', Value: '/etc/grafana/provisioning-with-logs' }],
        }),
      ]),
    });
  });

  test('still fits into a CloudFormation request', () => {
    expect(JSON.stringify(template.toJSON()).length).toBeLessThan(51_200);
  });

  test('is no part of the default lab', () => {
    const text = JSON.stringify(Template.fromStack(givenLab()).toJSON());
    for (const word of ['awsfirelens', 'log-router', '/loki', '3100']) expect(text).not.toContain(word);
    expect(text).toContain(APP_SERVICE);
  });
});

function groupOf(part: string): object {
  return { 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${part}ServiceSecurityGroup`)), 'GroupId'] };
}
