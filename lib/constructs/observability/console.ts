import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Secret as EnvironmentSecret, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { APP_SERVICE, PORTS } from '../../model/names';
import type { LabTask } from '../lab-task';

export interface ConsoleProps {
  /** Whose services and tasks it shows. */
  readonly cluster: ICluster;
  /** The Cloud Map namespace in which it looks for the app. */
  readonly namespace: string;
  /** What the app's faults ask for. @default nothing */
  readonly chaosToken?: ISecret | undefined;
}

/** The page for the wall; the token of its buttons is a secret in `scope`. */
export function addConsole(scope: Construct, task: LabTask, { cluster, namespace, chaosToken }: ConsoleProps): void {
  const token = new Secret(scope, 'ConsoleToken', {
    description: "Token of the console's buttons",
    // No punctuation: it is typed from a screen.
    generateSecretString: { passwordLength: 20, excludePunctuation: true },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(token).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'The token lives as long as the lab, a few hours; the console reads it only when it starts.',
  });
  task.addLabContainer('console', {
    port: PORTS.console,
    // node
    user: '1000:1000',
    environment: { LAB_CLUSTER: cluster.clusterName, LAB_NAMESPACE: namespace },
    secrets: {
      CONSOLE_TOKEN: EnvironmentSecret.fromSecretsManager(token),
      ...(chaosToken && { CHAOS_TOKEN: EnvironmentSecret.fromSecretsManager(chaosToken) }),
    },
    healthCheck: {
      command: ['CMD', 'node', 'healthcheck.js'],
      interval: Duration.seconds(30),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(30),
    },
    essential: false,
  });
  for (const statement of whatItMayDo(scope, cluster)) task.addToTaskRolePolicy(statement);
}

/** It looks at this cluster's services and tasks and at the app's addresses, and it scales the app. */
function whatItMayDo(scope: Construct, { clusterName, clusterArn }: ICluster): PolicyStatement[] {
  const app = { service: 'ecs', resource: 'service', resourceName: `${clusterName}/${APP_SERVICE}` };
  return [
    // By the cluster instead of by name: tasks have none before they start, and ListTasks is about no single one.
    new PolicyStatement({
      actions: ['ecs:DescribeServices', 'ecs:DescribeTasks', 'ecs:ListTasks'],
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    }),
    new PolicyStatement({ actions: ['ecs:UpdateService'], resources: [Stack.of(scope).formatArn(app)] }),
    // It has no resource of its own.
    new PolicyStatement({ actions: ['servicediscovery:DiscoverInstances'], resources: ['*'] }),
  ];
}
