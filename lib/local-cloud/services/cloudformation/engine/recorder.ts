import type { Clock } from '../../../kernel/clock';
import { uuid } from '../../../kernel/ids';
import type { Stack, StackEvent } from '../state';

/** One line of a stack's history. */
export interface EventInput {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** The stack's own states in which an operation of its own begins; a rollback is one (`OperationId` of its events). */
const BEGINS_OPERATION = /^(REVIEW|CREATE|UPDATE|DELETE|IMPORT|ROLLBACK|UPDATE_ROLLBACK|IMPORT_ROLLBACK)_IN_PROGRESS$/;

/** Writes stack events with strictly increasing times: the CDK CLI shows only events newer than the last it saw. */
export class EventRecorder {
  constructor(
    private readonly options: { readonly clock: Pick<Clock, 'now'>; readonly tell: (message: string) => void },
  ) {}

  /** The stack's own status changes, and is recorded. */
  stack(stack: Stack, status: string, reason?: string): void {
    stack.status = status;
    stack.statusReason = reason;
    this.write(stack, {
      logicalId: stack.name,
      physicalId: stack.id,
      type: 'AWS::CloudFormation::Stack',
      status,
      reason,
    });
  }

  write(stack: Stack, event: EventInput): void {
    const previous = stack.events.at(-1);
    const begins = event.physicalId === stack.id && BEGINS_OPERATION.test(event.status);
    stack.events.push({
      EventId: `${event.logicalId}-${event.status}-${uuid()}`,
      StackId: stack.id,
      StackName: stack.name,
      LogicalResourceId: event.logicalId,
      PhysicalResourceId: event.physicalId,
      ResourceType: event.type,
      Timestamp: new Date(Math.max(this.options.clock.now(), (previous?.Timestamp.getTime() ?? 0) + 1)),
      OperationId: begins || !previous ? uuid() : previous.OperationId,
      ResourceStatus: event.status,
      ResourceStatusReason: event.reason,
    } satisfies StackEvent);
    const what = event.physicalId === stack.id ? '' : `${event.type} ${event.logicalId} `;
    this.options.tell(`(stack ${stack.name}) ${what}${event.status}${event.reason ? `: ${event.reason}` : ''}`);
  }
}
