import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** What the app asks for before it takes a fault: generated at deploy, deleted with the lab. */
export class ChaosToken extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: "Token of the app's faults",
      generateSecretString: { passwordLength: 40, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The app reads the token when it starts: a rotation would lock out who breaks it until the next deployment.',
    });
  }
}
