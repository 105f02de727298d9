import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Answer } from './ask-prometheus';
import type { Config } from './config';

/** Publishes a value; region, endpoint and credentials are those of the SDK's own environment (the task's role). */
export type Publish = (answer: Answer) => Promise<void>;

export function publishToCloudWatch({ namespace, metric, lab }: Config): Publish {
  const cloudwatch = new CloudWatchClient({ maxAttempts: 3 });
  return async ({ value, time }) => {
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: namespace,
        MetricData: [
          {
            MetricName: metric,
            Dimensions: [{ Name: 'Lab', Value: lab }],
            Timestamp: time,
            Value: value,
            Unit: 'None',
          },
        ],
      }),
    );
  };
}
