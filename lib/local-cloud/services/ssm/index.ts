import { bindActions, type ServiceDefinition } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import type { Clock } from '../../kernel/clock';
import { getParameter } from './actions/get-parameter';
import { putParameter } from './actions/put-parameter';
import { SsmState } from './state';

/** The version of the bootstrap resources: above all that today's synthesizers ask for (6) and the CLI (30). */
const BOOTSTRAP_VERSION = '30';

/** Parameter Store: what says that the account is bootstrapped, and what a user puts there. */
export function createSsm({ clock }: { readonly clock: Pick<Clock, 'now'> }): {
  readonly definition: ServiceDefinition;
} {
  const state = new SsmState();
  state.put({
    name: '/cdk-bootstrap/hnb659fds/version',
    value: BOOTSTRAP_VERSION,
    type: 'String',
    version: 1,
    modifiedAt: new Date(clock.now()),
  });
  return {
    definition: {
      signingName: 'ssm',
      protocol: 'json-1.1',
      wireName: 'AmazonSSM',
      actions: bindActions({ state, clock }, [getParameter, putParameter]),
      invalidInput: (message) => new AwsError('ValidationException', message),
    },
  };
}
