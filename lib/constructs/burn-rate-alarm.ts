import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { BURN_RATE_METRIC } from '../model/burn-rate-metric';
import type { Lab } from '../model/lab';

export interface BurnRateAlarmProps {
  readonly lab: Lab;
}

/** What the observability service publishes, and the alarms on it that stop a deployment or an experiment. */
export class BurnRateAlarm extends Construct {
  /**
   * The error budget burns as fast as for the fast page. Without data it stays quiet: the observability service is gone
   * for a minute or two in its own deployments, which are no reason to roll the app back.
   */
  readonly burning: Alarm;
  private readonly metric: Metric;
  private readonly stackName: string;

  constructor(scope: Construct, id: string, props: BurnRateAlarmProps) {
    super(scope, id);
    const { namespace, name, dimension, pageAbove } = BURN_RATE_METRIC;
    this.stackName = props.lab.stackName;
    this.metric = new Metric({
      namespace,
      metricName: name,
      dimensionsMap: { [dimension]: this.stackName },
      statistic: Stats.MAXIMUM,
      period: Duration.minutes(1),
    });
    this.burning = new Alarm(this, 'Burning', {
      alarmName: `${this.stackName}-burn-rate`,
      alarmDescription: `The error budget of the month burns more than ${pageAbove} times too fast: docs/runbooks/availability.md`,
      metric: this.metric,
      threshold: pageAbove,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** In alarm when nothing was published for three minutes: nobody should break a system that nobody sees. */
  addBlind(): Alarm {
    return new Alarm(this, 'Blind', {
      alarmName: `${this.stackName}-burn-rate-unknown`,
      alarmDescription: 'Nothing tells how fast the error budget burns: is the observability service up?',
      metric: this.metric.with({ statistic: Stats.SAMPLE_COUNT }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }
}
