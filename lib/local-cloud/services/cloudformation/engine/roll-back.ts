import { messageOf } from '../../../../model/errors';
import type { Deployed, JournalEntry, PendingRollback, Stack, StackResource } from '../state';
import { resourceContext, type EngineDeps } from './context';
import { recordResource } from './deployment';
import { validateProperties } from './properties';

/** What the CDK CLI looks for in the event of a resource that ContinueUpdateRollback left as it was. */
const SKIPPED = 'Resource skipped during UpdateRollback';

/** Logical ids that may stay as they are; 'failing' lets every failure pass. */
export type Skip = readonly string[] | 'failing';

/**
 * Puts changed resources back, newest change first. Resolves with what is still to be undone, the entry that failed last
 * in it, and with what was created and must go.
 */
export async function revert(
  deps: EngineDeps,
  stack: Stack,
  pending: PendingRollback,
  skip: Skip,
): Promise<Pick<PendingRollback, 'journal' | 'created' | 'failed'>> {
  const created = [...pending.created];
  const journal = [...pending.journal];
  for (let entry = journal.at(-1); entry; entry = journal.at(-1)) {
    const { resource } = entry;
    if (entry.kind === 'created') {
      created.push(resource);
      if (entry.replaced) stack.resources.set(resource.logicalId, entry.replaced);
    } else if (skip !== 'failing' && skip.includes(resource.logicalId)) {
      recordSkipped(deps, stack, resource);
    } else if (!(await revertUpdate(deps, stack, entry, pending.previous))) {
      if (skip !== 'failing') return { journal, created, failed: [resource.logicalId] };
      recordSkipped(deps, stack, resource);
    }
    journal.pop();
  }
  return { journal, created, failed: [] };
}

function recordSkipped(deps: EngineDeps, stack: Stack, resource: StackResource): void {
  recordResource(deps, stack, { ...eventOf(resource), status: 'UPDATE_COMPLETE', reason: SKIPPED });
}

async function revertUpdate(
  deps: EngineDeps,
  stack: Stack,
  { resource, previous, attempted }: JournalEntry & { kind: 'updated' },
  target: Deployed | undefined,
): Promise<boolean> {
  const { logicalId } = resource;
  recordResource(deps, stack, { ...eventOf(resource), status: 'UPDATE_IN_PROGRESS' });
  try {
    const type = deps.typeOf(resource.type);
    resource.live = await type.update(
      resource.live,
      validateProperties(type, logicalId, previous),
      validateProperties(type, logicalId, attempted),
      resourceContext(deps, stack, logicalId, target?.tags ?? []),
    );
    resource.properties = previous;
    recordResource(deps, stack, { ...eventOf(resource), status: 'UPDATE_COMPLETE' });
    return true;
  } catch (error) {
    recordResource(deps, stack, { ...eventOf(resource), status: 'UPDATE_FAILED', reason: messageOf(error) });
    return false;
  }
}

function eventOf(resource: StackResource) {
  return { logicalId: resource.logicalId, type: resource.type, physicalId: resource.live.physicalId };
}
