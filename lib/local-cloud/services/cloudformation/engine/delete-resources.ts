import { messageOf } from '../../../../model/errors';
import type { Dependencies } from '../../../template/order';
import { dependenciesOf, reverse } from '../../../template/order';
import type { Stack, StackResource, Tag } from '../state';
import { resourceContext, type EngineDeps } from './context';
import { recordResource } from './deployment';
import { runInOrder } from './run-in-order';

/** What to delete: resources, whether each is kept (DeletionPolicy), and who depends on whom. */
export interface DeletionPlan {
  readonly resources: readonly StackResource[];
  readonly tags: readonly Tag[];
  readonly graph: Dependencies;
  isRetained(resource: StackResource): boolean;
}

/** The dependency graph of a stack's resources as they were deployed, by a failed operation too. */
export function deployedGraph(stack: Stack): Dependencies {
  const templates = [stack.pending?.previous?.template, stack.deployed?.template];
  return new Map(templates.flatMap((template) => (template ? [...dependenciesOf(template)] : [])));
}

/** Deletes resources, dependents first; resolves with the logical ids that could not be deleted. */
export async function deleteResources(deps: EngineDeps, stack: Stack, plan: DeletionPlan): Promise<readonly string[]> {
  const byId = groupById(plan.resources);
  const graph = reverse(new Map([...byId.keys()].map((id) => [id, plan.graph.get(id) ?? new Set<string>()])));
  const failed: string[] = [];
  await runInOrder(graph, async (id) => {
    for (const resource of byId.get(id)!) {
      if (!(await deleteResource(deps, stack, resource, plan)) && !failed.includes(id)) failed.push(id);
    }
  });
  return failed;
}

async function deleteResource(
  deps: EngineDeps,
  stack: Stack,
  resource: StackResource,
  plan: DeletionPlan,
): Promise<boolean> {
  const { logicalId, live } = resource;
  const record = (status: string, reason?: string): void =>
    recordResource(deps, stack, { logicalId, type: resource.type, physicalId: live.physicalId, status, reason });
  const forget = (): void => {
    if (stack.resources.get(logicalId) === resource) stack.resources.delete(logicalId);
  };

  if (plan.isRetained(resource)) {
    record('DELETE_SKIPPED');
    forget();
    return true;
  }
  record('DELETE_IN_PROGRESS');
  try {
    const context = resourceContext(deps, stack, logicalId, plan.tags);
    await deps.typeOf(resource.type).delete(live, context, resource.properties);
  } catch (error) {
    record('DELETE_FAILED', messageOf(error));
    return false;
  }
  record('DELETE_COMPLETE');
  forget();
  return true;
}

/** One logical id has two resources while a replacement stands beside what it replaces. */
function groupById(resources: readonly StackResource[]): Map<string, StackResource[]> {
  const groups = new Map<string, StackResource[]>();
  for (const resource of resources) {
    groups.set(resource.logicalId, [...(groups.get(resource.logicalId) ?? []), resource]);
  }
  return groups;
}
