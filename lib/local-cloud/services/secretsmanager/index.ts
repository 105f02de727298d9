import { bindActions, type ServiceDefinition } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import type { Clock } from '../../kernel/clock';
import type { SecretSource } from '../ports';
import { createSecret } from './actions/create-secret';
import { deleteSecret } from './actions/delete-secret';
import { describeSecret } from './actions/describe-secret';
import { getRandomPassword } from './actions/get-random-password';
import { getSecretValue } from './actions/get-secret-value';
import { listSecrets } from './actions/list-secrets';
import { jsonMember } from './json-member';
import { SecretsState } from './state';

const ACTIONS = [createSecret, deleteSecret, describeSecret, getRandomPassword, getSecretValue, listSecrets];

/** Secrets Manager: secrets in memory, for as long as the cloud runs. */
export function createSecretsManager(options: { readonly clock: Pick<Clock, 'now'> }): {
  readonly definition: ServiceDefinition;
  readonly source: SecretSource;
} {
  const state = new SecretsState();
  return {
    source: { valueOf: (valueFrom) => jsonMember(state, valueFrom) },
    definition: {
      signingName: 'secretsmanager',
      protocol: 'json-1.1',
      wireName: 'secretsmanager',
      actions: bindActions({ state, clock: options.clock }, ACTIONS),
      invalidInput: (message) => new AwsError('InvalidParameterException', message),
    },
  };
}
