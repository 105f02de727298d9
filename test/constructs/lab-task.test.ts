import { Match, Template } from 'aws-cdk-lib/assertions';
import { LabTask, type LabContainerProps } from '../../lib/constructs/lab-task';
import { givenStack, IMAGE_TAGS } from './given-stack';

describe('LabTask', () => {
  test('runs on ARM64 Fargate with a network interface of its own', () => {
    whenSynthesized().hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: 'Test-some',
      Cpu: '256',
      Memory: '512',
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    });
  });

  test('hardens its containers: read-only, unprivileged, with an init process and 30 s to stop', () => {
    hasContainer(whenSynthesized(), {
      Name: 'app',
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      LinuxParameters: Match.objectLike({ InitProcessEnabled: true }),
      StopTimeout: 30,
      Essential: true,
      RestartPolicy: Match.absent(),
      Privileged: Match.absent(),
      MountPoints: Match.absent(),
      PortMappings: [{ ContainerPort: 5000, Protocol: 'tcp' }],
    });
  });

  test('takes the image from ECR by its content hash', () => {
    hasContainer(whenSynthesized(), {
      Image: {
        'Fn::Join': [
          '',
          [
            { Ref: 'AWS::AccountId' },
            '.dkr.ecr.',
            { Ref: 'AWS::Region' },
            '.',
            { Ref: 'AWS::URLSuffix' },
            '/sre-slo-lab/app:aaaaaaaaaaaa',
          ],
        ],
      },
    });
  });

  test('logs into a group of its own, which ends with the lab', () => {
    const template = whenSynthesized();
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    hasContainer(template, {
      LogConfiguration: {
        LogDriver: 'awslogs',
        Options: {
          'awslogs-group': { Ref: logGroup },
          'awslogs-stream-prefix': 'app',
          'awslogs-region': { Ref: 'AWS::Region' },
        },
      },
    });
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: '/Test/app', RetentionInDays: 7 },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('mounts the few paths that a container writes to', () => {
    const template = whenSynthesized({ volumes: { 'app-data': '/data' } });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { Volumes: [{ Name: 'app-data' }] });
    hasContainer(template, {
      MountPoints: [{ SourceVolume: 'app-data', ContainerPath: '/data', ReadOnly: false }],
    });
  });

  test('restarts a container that is not essential inside the task', () => {
    hasContainer(whenSynthesized({ essential: false }), { Essential: false, RestartPolicy: { Enabled: true } });
  });

  test('publishes no port of a container that keeps to its task', () => {
    hasContainer(whenSynthesized({ port: undefined }), { PortMappings: Match.absent() });
  });

  test('gives the containers themselves no permission at all', () => {
    const template = whenSynthesized();
    const task = Object.values(template.findResources('AWS::ECS::TaskDefinition'))[0]!;
    const [taskRole] = task.Properties.TaskRoleArn['Fn::GetAtt'];
    for (const policy of Object.values(template.findResources('AWS::IAM::Policy'))) {
      expect(policy.Properties.Roles).not.toContainEqual({ Ref: taskRole });
    }
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent(), Policies: Match.absent() });
  });

  test('lets ECS pull the one repository and write the one log group, no more', () => {
    const template = whenSynthesized();
    template.resourceCountIs('AWS::IAM::Policy', 1);
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            Resource: {
              'Fn::Join': [
                '',
                [
                  'arn:',
                  { Ref: 'AWS::Partition' },
                  ':ecr:',
                  { Ref: 'AWS::Region' },
                  ':',
                  { Ref: 'AWS::AccountId' },
                  ':repository/sre-slo-lab/app',
                ],
              ],
            },
          },
          { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
          },
        ],
      },
    });
  });

  test('lets only ECS tasks take its roles', () => {
    whenSynthesized().allResourcesProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
      },
    });
  });
});

function whenSynthesized(props: Partial<LabContainerProps> = {}): Template {
  const stack = givenStack();
  const task = new LabTask(stack, 'Task', { name: 'some', cpu: 256, memoryLimitMiB: 512, imageTags: IMAGE_TAGS });
  // Fargate wants an essential container; `app` may be another one in a test.
  if (props.essential === false) task.addLabContainer('prometheus', { port: 9090, user: '65534:65534' });
  task.addLabContainer('app', { port: 5000, user: '1000:1000', ...props });
  return Template.fromStack(stack);
}

function hasContainer(template: Template, properties: object): void {
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: Match.arrayWith([Match.objectLike({ Name: 'app', ...properties })]),
  });
}
