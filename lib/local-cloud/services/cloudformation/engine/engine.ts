import { messageOf } from '../../../../model/errors';
import type { Dependencies } from '../../../template/order';
import type { Deployed, PendingRollback, Stack, StackResource } from '../state';
import type { EngineDeps } from './context';
import { deleteResources, deployedGraph } from './delete-resources';
import { Deployment, failedTo } from './deployment';
import { importedExport, outputsOf } from './outputs';
import { revert, type Skip } from './roll-back';

export interface RollBackOptions {
  readonly reason: string;
  /** @default nothing is skipped */
  readonly skip?: Skip;
  /** Deletes what the operation created even where its DeletionPolicy is Retain. @default false */
  readonly retainExceptOnCreate?: boolean;
}

/** Works on stacks. Each method resolves when the stack has reached a final state; none of them rejects. */
export class StackEngine {
  constructor(private readonly deps: EngineDeps) {}

  /** Creates or updates a stack; on a resource's failure everything is rolled back unless `disableRollback`. */
  async deploy(
    stack: Stack,
    desired: Deployed,
    options: { readonly RetainExceptOnCreate?: boolean } = {},
  ): Promise<void> {
    const verb = stack.deployed ? 'UPDATE' : 'CREATE';
    const previous = stack.pending ? stack.pending.previous : stack.deployed;
    if (verb === 'UPDATE') stack.updatedAt = new Date(this.deps.clock.now());
    this.deps.recorder.stack(stack, `${verb}_IN_PROGRESS`, 'User Initiated');
    let deployment: Deployment | undefined;
    let reason = '';
    try {
      const started = new Deployment(this.deps, stack, desired, verb);
      deployment = started;
      stack.cancel = () => started.cancel();
      reason = (await deployment.apply()) ?? '';
      if (reason === '' && stack.status !== 'DELETE_IN_PROGRESS')
        return await this.complete(stack, desired, deployment, verb);
    } catch (error) {
      reason = messageOf(error);
    } finally {
      stack.cancel = undefined;
    }
    const graph = new Map([...deployedGraph(stack), ...(deployment?.graph ?? [])]);
    const journal = deployment?.journal ?? stack.pending?.journal ?? [];
    const pending: PendingRollback = { previous, journal, created: [], failed: [] };
    stack.deployed = desired;
    if (stack.status === 'DELETE_IN_PROGRESS') return;
    if (stack.disableRollback) {
      stack.pending = pending;
      return this.deps.recorder.stack(stack, `${verb}_FAILED`, reason);
    }
    await this.rollBack(
      stack,
      pending,
      {
        reason: verb === 'CREATE' ? `${reason} Rollback requested by user.` : reason,
        retainExceptOnCreate: options.RetainExceptOnCreate,
      },
      graph,
    );
  }

  /** Takes a failed operation back: a stack that never was complete to nothing, another one to what it was. */
  async rollBack(
    stack: Stack,
    pending: PendingRollback,
    options: RollBackOptions,
    graph: Dependencies = deployedGraph(stack),
  ): Promise<void> {
    const { previous } = pending;
    if (!previous) return this.rollBackCreation(stack, options);
    this.deps.recorder.stack(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', options.reason);
    const left = await revert(this.deps, stack, pending, options.skip ?? []);
    if (left.failed.length > 0) {
      stack.pending = { previous, ...left };
      return this.deps.recorder.stack(stack, 'UPDATE_ROLLBACK_FAILED', failedTo('update', left.failed));
    }
    this.deps.recorder.stack(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    const attempted = stack.deployed?.template;
    stack.deployed = previous;
    stack.pending = undefined;
    await deleteResources(this.deps, stack, {
      resources: left.created,
      tags: previous.tags,
      graph,
      // A replacement goes in any case; what it was to replace is in its place again.
      isRetained: (resource) =>
        !options.retainExceptOnCreate &&
        stack.resources.get(resource.logicalId) === resource &&
        attempted?.resources[resource.logicalId]?.deletionPolicy === 'Retain',
    });
    this.deps.recorder.stack(stack, 'UPDATE_ROLLBACK_COMPLETE');
  }

  /** Deletes every resource, dependents first. */
  async delete(stack: Stack, retain: readonly string[]): Promise<void> {
    const { status } = stack;
    this.deps.recorder.stack(stack, 'DELETE_IN_PROGRESS', 'User Initiated');
    if (status === 'CREATE_IN_PROGRESS') {
      stack.cancel?.();
      await stack.operation;
    }
    const needed = importedExport(this.deps, stack);
    if (needed) {
      const reason = `Delete canceled. Cannot delete export ${needed.name} as it is in use by ${needed.importers.join(', ')}.`;
      return this.deps.recorder.stack(stack, status, reason);
    }
    const template = stack.deployed?.template;
    const failed = await this.deleteAll(
      stack,
      (id) => retain.includes(id) || (template?.resources[id]?.deletionPolicy ?? 'Delete') !== 'Delete',
    );
    if (failed.length > 0) return this.deps.recorder.stack(stack, 'DELETE_FAILED', failedTo('delete', failed));
    stack.deletedAt = new Date(this.deps.clock.now());
    stack.outputs = [];
    stack.pending = undefined;
    this.deps.recorder.stack(stack, 'DELETE_COMPLETE');
  }

  private async complete(
    stack: Stack,
    desired: Deployed,
    deployment: Deployment,
    verb: 'CREATE' | 'UPDATE',
  ): Promise<void> {
    stack.outputs = outputsOf(this.deps, stack, desired, (name) => deployment.imports.add(name));
    stack.imports = deployment.imports;
    const graph = deployedGraph(stack);
    const replaced = deployment.journal.flatMap((entry) =>
      entry.kind === 'created' && entry.replaced ? [entry.replaced] : [],
    );
    const removed = [...stack.resources.values()].filter((resource) => !deployment.graph.has(resource.logicalId));
    const old = stack.deployed;
    stack.deployed = desired;
    stack.pending = undefined;
    if (verb === 'UPDATE') {
      this.deps.recorder.stack(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
      await deleteResources(this.deps, stack, {
        resources: [...replaced, ...removed],
        tags: desired.tags,
        graph,
        isRetained: (resource) => {
          const policies = old?.template.resources[resource.logicalId];
          const policy = replaced.includes(resource) ? policies?.updateReplacePolicy : policies?.deletionPolicy;
          return (policy ?? 'Delete') !== 'Delete';
        },
      });
    }
    this.deps.recorder.stack(stack, `${verb}_COMPLETE`);
  }

  private async rollBackCreation(stack: Stack, options: RollBackOptions): Promise<void> {
    this.deps.recorder.stack(stack, 'ROLLBACK_IN_PROGRESS', options.reason);
    const template = stack.deployed?.template;
    const failed = await this.deleteAll(
      stack,
      (id) => !options.retainExceptOnCreate && template?.resources[id]?.deletionPolicy === 'Retain',
    );
    stack.pending = undefined;
    if (failed.length > 0) return this.deps.recorder.stack(stack, 'ROLLBACK_FAILED', failedTo('delete', failed));
    this.deps.recorder.stack(stack, 'ROLLBACK_COMPLETE');
  }

  private deleteAll(stack: Stack, isRetained: (logicalId: string) => boolean): Promise<readonly string[]> {
    const hidden = (stack.pending?.journal ?? []).flatMap((entry): StackResource[] =>
      entry.kind === 'created' && entry.replaced ? [entry.replaced] : [],
    );
    return deleteResources(this.deps, stack, {
      resources: [...stack.resources.values(), ...hidden],
      tags: stack.deployed?.tags ?? [],
      graph: deployedGraph(stack),
      isRetained: ({ logicalId }) => isRetained(logicalId),
    });
  }
}
