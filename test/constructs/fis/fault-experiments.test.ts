import { Match, Template } from 'aws-cdk-lib/assertions';
import { givenLab } from '../../stacks/given-lab';

const TEMPLATE = 'AWS::FIS::ExperimentTemplate';

describe('the experiments of the Fault Injection Service', () => {
  const template = Template.fromStack(givenLab({ fis: 'true', lab: 'team-3' }));
  const experiments = Object.values(template.findResources(TEMPLATE)).map(({ Properties }) => Properties);

  const actions = experiments.flatMap(({ Actions }) =>
    Object.values<{ ActionId: string; Parameters?: Record<string, string> }>(Actions),
  );

  test('are one task stopped, and three kinds of a bad network', () => {
    expect(actions.map(({ ActionId }) => ActionId).sort()).toEqual([
      'aws:ecs:stop-task',
      'aws:ecs:task-network-blackhole-port',
      'aws:ecs:task-network-latency',
      'aws:ecs:task-network-packet-loss',
    ]);
  });

  test("disturb the network by ECS' own endpoints, which is how it goes on Fargate, for three minutes", () => {
    const network = actions.filter(({ ActionId }) => ActionId.startsWith('aws:ecs:task-network-'));
    expect(network).toHaveLength(3);
    for (const { Parameters } of network) {
      expect(Parameters).toMatchObject({ useEcsFaultInjectionEndpoints: 'true', duration: 'PT3M' });
    }
  });

  test("hit one task of the lab's own app service, and fail when there is none", () => {
    for (const { Targets, ExperimentOptions } of experiments) {
      expect(Targets).toEqual({
        task: {
          ResourceType: 'aws:ecs:task',
          Parameters: {
            cluster: 'SreSloLab-team-3',
            service: { 'Fn::GetAtt': [expect.stringMatching(/^AppService/), 'Name'] },
          },
          SelectionMode: 'COUNT(1)',
        },
      });
      expect(ExperimentOptions).toMatchObject({ EmptyTargetResolutionMode: 'fail' });
    }
  });

  test('stop when the error budget burns too fast, and when nobody sees how fast it burns', () => {
    for (const { StopConditions } of experiments) {
      expect(StopConditions).toEqual(
        ['BurnRateBurning', 'BurnRateBlind'].map((alarm) => ({
          Source: 'aws:cloudwatch:alarm',
          Value: { 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${alarm}`)), 'Arn'] },
        })),
      );
    }
  });

  test('may be started as FIS only, for this account', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      Description: 'Experiments of the Fault Injection Service on the lab',
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'fis.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: { 'aws:SourceArn': Match.anyValue() },
            },
          }),
        ],
        Version: '2012-10-17',
      },
    });
  });

  test('need a task that allows them, whose containers share their processes, without ECS Exec', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: 'SreSloLab-team-3-app',
      EnableFaultInjection: true,
      PidMode: 'task',
    });
    template.allResourcesProperties('AWS::ECS::Service', { EnableExecuteCommand: Match.absent() });
  });

  test('leave a task without them as it was: no agent, no permission, no shared processes', () => {
    const plain = JSON.stringify(Template.fromStack(givenLab()).toJSON());
    for (const word of ['ssm-agent', 'PidMode', 'ssm:']) expect(plain).not.toContain(word);
  });
});
