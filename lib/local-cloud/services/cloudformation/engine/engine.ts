import { messageOf } from '../../../../model/errors';
import { parameterValues } from '../parameters';
import type { Deployed, Stack, StackResource } from '../state';
import { resourceContext, type EngineDeps } from './context';
import { deleteResources, deployedGraph } from './delete-resources';
import { Deployment, recordResource, type JournalEntry } from './deployment';
import { stackEvaluator } from './evaluator';

/** Works on stacks. Each method resolves when the stack has reached a final state; none of them rejects. */
export class StackEngine {
  constructor(private readonly deps: EngineDeps) {}

  /** Creates or updates a stack; on a resource's failure everything is rolled back unless `disableRollback`. */
  async deploy(stack: Stack, desired: Deployed): Promise<void> {
    const verb = stack.deployed ? 'UPDATE' : 'CREATE';
    const previous = stack.deployed;
    if (verb === 'UPDATE') stack.updatedAt = new Date(this.deps.clock.now());
    this.deps.recorder.stack(stack, `${verb}_IN_PROGRESS`, 'User Initiated');
    let deployment: Deployment | undefined;
    try {
      deployment = new Deployment(this.deps, stack, desired, verb);
      const failed = await deployment.apply();
      if (failed.length === 0) return await this.complete(stack, desired, deployment, verb);
      stack.deployed ??= desired;
      await this.fail(stack, previous, deployment, verb, failureReason(verb, failed));
    } catch (error) {
      stack.deployed ??= desired;
      await this.fail(stack, previous, deployment, verb, messageOf(error));
    }
  }

  /** Deletes every resource, dependents first. */
  async delete(stack: Stack, retain: readonly string[]): Promise<void> {
    this.deps.recorder.stack(stack, 'DELETE_IN_PROGRESS', 'User Initiated');
    const failed = await this.deleteAll(stack, retain);
    if (failed.length > 0) {
      const reason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
      return this.deps.recorder.stack(stack, 'DELETE_FAILED', reason);
    }
    stack.deletedAt = new Date(this.deps.clock.now());
    stack.outputs = [];
    this.deps.recorder.stack(stack, 'DELETE_COMPLETE');
  }

  private async complete(
    stack: Stack,
    desired: Deployed,
    deployment: Deployment,
    verb: 'CREATE' | 'UPDATE',
  ): Promise<void> {
    stack.outputs = this.outputs(stack, desired);
    const graph = stack.deployed ? deployedGraph(stack) : new Map<string, ReadonlySet<string>>();
    const replaced = deployment.journal.flatMap((entry) =>
      entry.kind === 'created' && entry.replaced ? [entry.replaced] : [],
    );
    const removed = [...stack.resources.values()].filter((resource) => !deployment.graph.has(resource.logicalId));
    const old = stack.deployed;
    stack.deployed = desired;
    if (verb === 'UPDATE') {
      this.deps.recorder.stack(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
      await deleteResources(this.deps, stack, {
        resources: [...replaced, ...removed],
        tags: desired.tags,
        graph,
        isRetained: (resource) => {
          const policy = old?.template.resources[resource.logicalId];
          return (replaced.includes(resource) ? policy?.updateReplacePolicy : policy?.deletionPolicy) === 'Retain';
        },
      });
    }
    this.deps.recorder.stack(stack, `${verb}_COMPLETE`);
  }

  private async fail(
    stack: Stack,
    previous: Deployed | undefined,
    deployment: Deployment | undefined,
    verb: 'CREATE' | 'UPDATE',
    reason: string,
  ): Promise<void> {
    if (stack.disableRollback) return this.deps.recorder.stack(stack, `${verb}_FAILED`, reason);
    if (verb === 'CREATE') {
      this.deps.recorder.stack(stack, 'ROLLBACK_IN_PROGRESS', `${reason} Rollback requested by user.`);
      const failed = await this.deleteAll(stack, []);
      return this.deps.recorder.stack(stack, failed.length > 0 ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE');
    }
    this.deps.recorder.stack(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
    const created = await this.revert(stack, deployment?.journal ?? []);
    if (!created) return this.deps.recorder.stack(stack, 'UPDATE_ROLLBACK_FAILED');
    this.deps.recorder.stack(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    stack.deployed = previous;
    await deleteResources(this.deps, stack, {
      resources: created,
      tags: previous?.tags ?? [],
      graph: deployment?.graph ?? new Map<string, ReadonlySet<string>>(),
      isRetained: () => false,
    });
    this.deps.recorder.stack(stack, 'UPDATE_ROLLBACK_COMPLETE');
  }

  /** Puts changed resources back, newest change first; returns what was created and must go, undefined on failure. */
  private async revert(stack: Stack, journal: readonly JournalEntry[]): Promise<StackResource[] | undefined> {
    const created: StackResource[] = [];
    for (const entry of [...journal].reverse()) {
      const { resource } = entry;
      if (entry.kind === 'created') {
        created.push(resource);
        if (entry.replaced) stack.resources.set(resource.logicalId, entry.replaced);
      } else if (!(await this.revertUpdate(stack, resource, entry.previous))) {
        return undefined;
      }
    }
    return created;
  }

  private async revertUpdate(
    stack: Stack,
    resource: StackResource,
    previous: StackResource['properties'],
  ): Promise<boolean> {
    const event = { logicalId: resource.logicalId, type: resource.type, physicalId: resource.live.physicalId };
    recordResource(this.deps, stack, { ...event, status: 'UPDATE_IN_PROGRESS' });
    try {
      const context = resourceContext(this.deps, stack, resource.logicalId, stack.deployed?.tags ?? []);
      const type = this.deps.typeOf(resource.type);
      resource.live = await type.update(resource.live, previous, resource.properties, context);
      resource.properties = previous;
      recordResource(this.deps, stack, { ...event, status: 'UPDATE_COMPLETE' });
      return true;
    } catch (error) {
      recordResource(this.deps, stack, { ...event, status: 'UPDATE_FAILED', reason: messageOf(error) });
      return false;
    }
  }

  private deleteAll(stack: Stack, retain: readonly string[]): Promise<readonly string[]> {
    const template = stack.deployed?.template;
    return deleteResources(this.deps, stack, {
      resources: [...stack.resources.values()],
      tags: stack.deployed?.tags ?? [],
      graph: deployedGraph(stack),
      isRetained: ({ logicalId }) =>
        retain.includes(logicalId) || template?.resources[logicalId]?.deletionPolicy === 'Retain',
    });
  }

  private outputs(stack: Stack, desired: Deployed): Stack['outputs'] {
    const { template } = desired;
    const evaluator = stackEvaluator(template, parameterValues(template, desired.parameters), stack, this.deps);
    return Object.entries(template.outputs)
      .filter(([, output]) => output.condition === undefined || evaluator.condition(output.condition))
      .map(([key, output]) => ({
        OutputKey: key,
        OutputValue: String(evaluator.evaluate(output.value)),
        Description: output.description,
        ExportName: output.exportName === undefined ? undefined : String(evaluator.evaluate(output.exportName)),
      }));
  }
}

function failureReason(verb: 'CREATE' | 'UPDATE', failed: readonly string[]): string {
  return `The following resource(s) failed to ${verb.toLowerCase()}: [${failed.join(', ')}].`;
}
