import { AwsError } from '../../kernel/aws-error';
import type { LiveResource, Properties } from '../../template/resources/resource-type';
import type { Template } from '../../template/template';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A resource of a stack, with what it was last given. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  live: LiveResource;
  properties: Properties;
  status: string;
  statusReason?: string;
  timestamp: Date;
}

export interface StackEvent {
  readonly EventId: string;
  readonly StackId: string;
  readonly StackName: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
  readonly Timestamp: Date;
  /** The operation that the event belongs to: by it the CDK CLI tells today's failure from yesterday's. */
  readonly OperationId: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
  readonly ResourceProperties?: string;
  readonly ClientRequestToken?: string;
}

/** What a stack was last deployed from. */
export interface Deployed {
  readonly templateBody: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
}

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly createdAt: Date;
  readonly desired: Deployed;
  readonly changes: readonly ResourceChange[];
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly statusReason?: string;
  executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED';
}

/** One resource of a change set, in CloudFormation's own form (`ResourceChange`). */
export interface ResourceChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly replacement?: 'True' | 'False';
  /** Names of the properties that change. */
  readonly properties: readonly string[];
}

export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  updatedAt?: Date;
  deletedAt?: Date;
  status: string;
  statusReason?: string;
  /** Undefined until the first deploy succeeds or is under way. */
  deployed?: Deployed;
  outputs: readonly { OutputKey: string; OutputValue: string; Description?: string; ExportName?: string }[];
  readonly resources: Map<string, StackResource>;
  /** Oldest first. */
  readonly events: StackEvent[];
  readonly changeSets: Map<string, ChangeSet>;
  disableRollback: boolean;
  /** Settles when the operation that is under way ends. */
  operation: Promise<void>;
}

/** All stacks of the cloud, the deleted ones too: they can be described by id. */
export class CloudFormationState {
  private readonly stacks = new Map<string, Stack>();

  add(stack: Stack): void {
    this.stacks.set(stack.id, stack);
  }

  remove(stack: Stack): void {
    this.stacks.delete(stack.id);
  }

  all(): readonly Stack[] {
    return [...this.stacks.values()];
  }

  /** By id, or by the name of one that is not deleted. */
  find(nameOrId: string): Stack | undefined {
    return (
      this.stacks.get(nameOrId) ??
      this.all().find((stack) => stack.name === nameOrId && stack.status !== 'DELETE_COMPLETE')
    );
  }

  /** Like `find`; throws CloudFormation's ValidationError when there is none. */
  get(nameOrId: string): Stack {
    const stack = this.find(nameOrId);
    if (stack) return stack;
    throw new AwsError('ValidationError', `Stack with id ${nameOrId} does not exist`);
  }
}

/** True while a stack is being worked on. */
export function isBusy(stack: Stack): boolean {
  return stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS';
}
