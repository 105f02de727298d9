import { Match, Template } from 'aws-cdk-lib/assertions';
import { LabExpiry } from '../../lib/constructs/lab-expiry';
import { LabService } from '../../lib/constructs/lab-service';
import { LabTask } from '../../lib/constructs/lab-task';
import { EXPIRY_PATTERN, expiryOf } from '../../lib/model/expiry';
import { givenCluster, IMAGE_TAGS } from './given-stack';

describe('LabExpiry', () => {
  const template = whenSynthesized();

  test('sets the service to zero tasks at the time of the parameter, when it is a time', () => {
    template.hasResource('AWS::Scheduler::Schedule', {
      Condition: Match.stringLikeRegexp('HasTime'),
      Properties: {
        ScheduleExpression: {
          'Fn::Join': ['', ['at(', { 'Fn::Select': [0, { 'Fn::Split': ['Z', { Ref: 'ExpiresAt' }] }] }, ')']],
        },
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: Match.objectLike({
          Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':scheduler:::aws-sdk:ecs:updateService']] },
          Input: {
            'Fn::Join': [
              '',
              [
                '{"Cluster":"',
                { Ref: Match.stringLikeRegexp('^Cluster') },
                '","Service":"',
                { 'Fn::GetAtt': [Match.stringLikeRegexp('^Service'), 'Name'] },
                '","DesiredCount":0}',
              ],
            ],
          },
        }),
      },
    });
  });

  test('does it again every night after that time, in the time zone of the lab, unless it ends never', () => {
    template.hasResource('AWS::Scheduler::Schedule', {
      Condition: Match.stringLikeRegexp('EndsAtAll'),
      Properties: {
        ScheduleExpression: 'cron(0 2 * * ? *)',
        ScheduleExpressionTimezone: { Ref: 'TimeZone' },
        StartDate: {
          'Fn::If': [Match.stringLikeRegexp('HasTime'), { Ref: 'ExpiresAt' }, { Ref: 'AWS::NoValue' }],
        },
      },
    });
  });

  test('ends with the night when a deploy says nothing', () => {
    template.hasParameter('ExpiresAt', { Default: 'nightly', AllowedPattern: EXPIRY_PATTERN });
    template.hasParameter('TimeZone', { Default: 'UTC' });
  });

  test('may set its own services only, and lets its own schedules only', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^ExpiryRole') }],
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'ecs:UpdateService', Resource: { Ref: Match.stringLikeRegexp('^Service') } },
        ],
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: {
                'aws:SourceAccount': { Ref: 'AWS::AccountId' },
                'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('^ExpiryGroup'), 'Arn'] },
              },
            },
          },
        ],
      },
    });
  });

  test.each([
    [expiryOf(new Date('2026-11-21T15:00:00.789Z')), true],
    ['never', true],
    ['nightly', true],
    ['2026-11-21T15:00:00', false],
    ['tomorrow', false],
    ['', false],
  ])('the parameter "%s" is allowed: %s', (value, allowed) => {
    expect(new RegExp(`^(?:${EXPIRY_PATTERN})$`).test(value)).toBe(allowed);
  });
});

function whenSynthesized(): Template {
  const { stack, cluster } = givenCluster();
  const task = new LabTask(stack, 'Task', { name: 'app', cpu: 256, memoryLimitMiB: 512, imageTags: IMAGE_TAGS });
  task.addLabContainer('app', { user: '1000:1000' });
  const { service } = new LabService(stack, 'Service', {
    cluster,
    serviceName: 'sre-app-service',
    taskDefinition: task,
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    ports: [5000],
    allowedCidrs: [],
  });
  new LabExpiry(stack, 'Expiry', { cluster, services: { App: service } });
  return Template.fromStack(stack);
}
