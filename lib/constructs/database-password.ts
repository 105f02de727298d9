import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** The password of the database beside the app: generated at deploy, deleted with the lab. */
export class DatabasePassword extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: "Password of the app's database",
      generateSecretString: { passwordLength: 32, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The database listens inside its task only and ends with it; a new task makes a new one.',
    });
  }
}
