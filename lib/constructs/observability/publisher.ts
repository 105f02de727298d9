import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BURN_RATE_METRIC } from '../../model/burn-rate-metric';
import { PORTS } from '../../model/names';
import type { LabTask } from '../lab-task';

/** Publishes the burn rate to CloudWatch once a minute, as the metric of the lab `stackName`. */
export function addPublisher(task: LabTask, stackName: string): void {
  const { namespace, name, query } = BURN_RATE_METRIC;
  task.addLabContainer('publisher', {
    // node
    user: '1000:1000',
    environment: {
      PROMETHEUS_URL: `http://localhost:${PORTS.prometheus}`,
      QUERY: query,
      METRIC_NAMESPACE: namespace,
      METRIC_NAME: name,
      LAB: stackName,
    },
    essential: false,
  });
  task.addToTaskRolePolicy(
    new PolicyStatement({
      actions: ['cloudwatch:PutMetricData'],
      // The action knows no resources; the namespace is what limits it.
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
    }),
  );
  Validations.of(task.taskRole).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'cloudwatch:PutMetricData has no resource to name; the condition allows one namespace only.',
  });
}
