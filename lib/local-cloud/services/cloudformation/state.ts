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
  /** It exists, but its creation has not come to its end (yet). */
  isUnfinished?: boolean;
}

/** What an operation did to one resource, so that it can be undone. */
export type JournalEntry =
  | { readonly kind: 'created'; readonly resource: StackResource; readonly replaced?: StackResource }
  | {
      readonly kind: 'updated';
      readonly resource: StackResource;
      readonly previous: Properties;
      readonly attempted: Properties;
    };

/** A failed operation that has not been rolled back, or not to its end. */
export interface PendingRollback {
  /** What to go back to; undefined when the stack has never been complete. */
  readonly previous?: Deployed;
  /** What is still to be undone, newest last. */
  readonly journal: readonly JournalEntry[];
  /** What was created and must go when everything is undone. */
  readonly created: readonly StackResource[];
  /** Logical ids whose roll-back failed. */
  readonly failed: readonly string[];
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
  /** As given; a parameter from Parameter Store has the name there. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What Parameter Store answered for those that come from it. */
  readonly resolved: Readonly<Record<string, string>>;
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
  /** What becomes of the physical resource that goes: the CDK CLI looks here for replacements. */
  readonly policyAction?: 'Delete' | 'Retain' | 'ReplaceAndDelete' | 'ReplaceAndRetain';
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
  /** Only after CREATE_FAILED, UPDATE_FAILED and UPDATE_ROLLBACK_FAILED. */
  pending?: PendingRollback;
  /** Names of other stacks' exports that the template imports. */
  imports: ReadonlySet<string>;
  /** Calls off what is under way; only while there is something to call off. */
  cancel?: () => void;
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

  /** The stack that exports a value under this name, and the value. */
  findExport(name: string): { readonly stack: Stack; readonly value: string } | undefined {
    for (const stack of this.stacks.values()) {
      const output = stack.outputs.find(({ ExportName }) => ExportName === name);
      if (output) return { stack, value: output.OutputValue };
    }
    return undefined;
  }

  /** Names of the stacks that import it. */
  importersOf(name: string): readonly string[] {
    return this.all()
      .filter((stack) => stack.status !== 'DELETE_COMPLETE' && stack.imports.has(name))
      .map((stack) => stack.name);
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

/** What Fn::ImportValue answers; throws ValidationError when no stack exports it. */
export function importedValue(state: Pick<CloudFormationState, 'findExport'>, name: string): string {
  const found = state.findExport(name);
  if (found) return found.value;
  throw new AwsError('ValidationError', `No export named ${name} found.`);
}
