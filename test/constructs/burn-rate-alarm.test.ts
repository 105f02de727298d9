import { Template } from 'aws-cdk-lib/assertions';
import { BurnRateAlarm } from '../../lib/constructs/burn-rate-alarm';
import { labOf } from '../../lib/model/lab';
import { givenStack } from './given-stack';

const ALARM = 'AWS::CloudWatch::Alarm';
const METRIC = {
  Namespace: 'SreSloLab',
  MetricName: 'BurnRate',
  Dimensions: [{ Name: 'Lab', Value: 'SreSloLab-team-3' }],
};

describe('BurnRateAlarm', () => {
  test('is in alarm when the budget of the lab burns faster than for the fast page', () => {
    whenSynthesized().hasResourceProperties(ALARM, {
      ...METRIC,
      AlarmName: 'SreSloLab-team-3-burn-rate',
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 14.4,
    });
  });

  test('stays quiet without data: a deployment of the observability service takes nothing back', () => {
    const template = whenSynthesized();
    template.resourceCountIs(ALARM, 1);
    template.hasResourceProperties(ALARM, { TreatMissingData: 'notBreaching' });
  });

  test('has another alarm for those who must not go on blind: three minutes without data', () => {
    whenSynthesized(true).hasResourceProperties(ALARM, {
      ...METRIC,
      AlarmName: 'SreSloLab-team-3-burn-rate-unknown',
      Statistic: 'SampleCount',
      EvaluationPeriods: 3,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
  });
});

function whenSynthesized(blind = false): Template {
  const stack = givenStack();
  const alarm = new BurnRateAlarm(stack, 'BurnRate', { lab: labOf('team-3') });
  if (blind) alarm.addBlind();
  return Template.fromStack(stack);
}
