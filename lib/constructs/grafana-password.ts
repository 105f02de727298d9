import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** The password of Grafana's user `admin`: generated at deploy, deleted with the lab. */
export class GrafanaPassword extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: "Password of Grafana's user admin",
      // No punctuation: it is typed from a screen and pasted into shells.
      generateSecretString: { passwordLength: 24, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The password lives as long as the lab, a few hours; Grafana reads it only when its database is made.',
    });
  }
}
