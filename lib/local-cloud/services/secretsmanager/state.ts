import { AwsError } from '../../kernel/aws-error';

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly value: string;
  readonly versionId: string;
  readonly createdAt: Date;
}

export class SecretsState {
  readonly secrets = new Map<string, Secret>();

  /** By ARN or name. */
  get(id: string): Secret {
    const secret = this.secrets.get(id) ?? [...this.secrets.values()].find((other) => other.name === id);
    if (secret) return secret;
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
}
