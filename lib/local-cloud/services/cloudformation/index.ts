import { bindActions, type ServiceDefinition } from '../../kernel/action';
import type { Clock } from '../../kernel/clock';
import type { Timing } from '../../kernel/timing';
import type { ResourceType } from '../../template/resources/resource-type';
import { continueUpdateRollback } from './actions/continue-update-rollback';
import { createChangeSet } from './actions/create-change-set';
import { deleteChangeSet } from './actions/delete-change-set';
import { deleteStack } from './actions/delete-stack';
import { describeChangeSet } from './actions/describe-change-set';
import { describeStackEvents } from './actions/describe-stack-events';
import { describeStackResource } from './actions/describe-stack-resource';
import { describeStackResources } from './actions/describe-stack-resources';
import { describeStacks } from './actions/describe-stacks';
import { executeChangeSet } from './actions/execute-change-set';
import { getTemplate } from './actions/get-template';
import { getTemplateSummary } from './actions/get-template-summary';
import { listChangeSets } from './actions/list-change-sets';
import { listExports } from './actions/list-exports';
import { listImports } from './actions/list-imports';
import { listStackResources } from './actions/list-stack-resources';
import { listStacks } from './actions/list-stacks';
import { rollbackStack } from './actions/rollback-stack';
import { validationError, type CloudFormationDeps } from './deps';
import { StackEngine } from './engine/engine';
import { EventRecorder } from './engine/recorder';
import { CloudFormationState } from './state';

export interface CloudFormationOptions {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  readonly timing: Pick<Timing, 'describeStacksHold'>;
  /** Gets the events of stacks, for those who read about the run afterwards. */
  readonly tell: (message: string) => void;
  readonly typeOf: (name: string) => ResourceType;
  /** How resource types reach the other services. */
  readonly invoke: (service: string, action: string, input: unknown) => Promise<unknown>;
}

const ACTIONS = [
  continueUpdateRollback,
  createChangeSet,
  deleteChangeSet,
  deleteStack,
  describeChangeSet,
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  describeStacks,
  executeChangeSet,
  getTemplate,
  getTemplateSummary,
  listChangeSets,
  listExports,
  listImports,
  listStackResources,
  listStacks,
  rollbackStack,
];

/** CloudFormation: change sets, stacks, events, rollback. */
export function createCloudFormation(options: CloudFormationOptions): { readonly definition: ServiceDefinition } {
  const recorder = new EventRecorder(options);
  const state = new CloudFormationState();
  const deps: CloudFormationDeps = {
    ...options,
    recorder,
    state,
    engine: new StackEngine({ ...options, recorder, exports: state }),
  };
  return {
    definition: {
      signingName: 'cloudformation',
      protocol: 'query',
      wireName: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
      actions: bindActions(deps, ACTIONS),
      invalidInput: validationError,
    },
  };
}
