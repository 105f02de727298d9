import { actionOf } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import type { Clock } from '../../kernel/clock';
import type { Timing } from '../../kernel/timing';
import type { ResourceType } from '../../template/resources/resource-type';
import type { StackEngine } from './engine/engine';
import type { EventRecorder } from './engine/recorder';
import type { CloudFormationState } from './state';

/** What CloudFormation's actions work with. */
export interface CloudFormationDeps {
  readonly state: CloudFormationState;
  readonly engine: StackEngine;
  readonly recorder: EventRecorder;
  readonly clock: Clock;
  readonly timing: Pick<Timing, 'describeStacksHold'>;
  readonly account: string;
  readonly region: string;
  readonly typeOf: (name: string) => ResourceType;
  /** Calls another service's action inside the process. */
  readonly invoke: (service: string, action: string, input: unknown) => Promise<unknown>;
}

export const action = actionOf<CloudFormationDeps>();

/** CloudFormation's answer to most wrong input. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
