import { bindActions, type ServiceDefinition } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import { assumeRole } from './actions/assume-role';
import { getCallerIdentity } from './actions/get-caller-identity';
import type { StsDeps } from './deps';

/** STS: who am I, and temporary credentials for the roles that the CDK CLI asks for. */
export function createSts(deps: StsDeps): { readonly definition: ServiceDefinition } {
  return {
    definition: {
      signingName: 'sts',
      protocol: 'query',
      wireName: 'https://sts.amazonaws.com/doc/2011-06-15/',
      actions: bindActions(deps, [assumeRole, getCallerIdentity]),
      invalidInput: (message) => new AwsError('ValidationError', message),
    },
  };
}
