import { messageOf } from '../../../../model/errors';
import { TemplateEvaluator } from '../../../template/evaluate';
import { dependenciesOf, type Dependencies } from '../../../template/order';
import type { LiveResource, Properties, ResourceType } from '../../../template/resources/resource-type';
import { Cancelled } from '../../../template/resources/resource-type';
import { changedProperties, needsReplacement } from '../plan';
import type { Deployed, JournalEntry, Stack, StackResource } from '../state';
import { resourceContext, type EngineDeps } from './context';
import { stackEvaluator } from './evaluator';
import { validateProperties } from './properties';
import { runInOrder } from './run-in-order';

/** One deploy of a stack: applies every resource in dependency order and keeps a journal. */
export class Deployment {
  /** Newest last; what an earlier operation left to be undone comes first. */
  readonly journal: JournalEntry[];
  readonly evaluator: TemplateEvaluator;
  /** Names of the exports that the template imports, as far as it was evaluated. */
  readonly imports = new Set<string>();
  /** The wanted resources and what each depends on. */
  readonly graph: Dependencies;
  private readonly cancellation = new AbortController();

  constructor(
    private readonly deps: EngineDeps,
    private readonly stack: Stack,
    private readonly desired: Deployed,
    private readonly verb: 'CREATE' | 'UPDATE',
  ) {
    const { template } = desired;
    this.journal = [...(stack.pending?.journal ?? [])];
    this.evaluator = stackEvaluator(desired, stack, deps, (name) => this.imports.add(name));
    const wanted = (id: string): boolean => {
      const condition = template.resources[id]?.condition;
      return condition === undefined || this.evaluator.condition(condition);
    };
    this.graph = new Map([...dependenciesOf(template)].filter(([id]) => wanted(id)));
  }

  /** Applies everything; resolves with what failed, and what was called off for it, in CloudFormation's sentence. */
  async apply(): Promise<string | undefined> {
    const existed = new Set(this.stack.resources.keys());
    const failures = await runInOrder(
      this.graph,
      (id) => this.applyResource(id),
      () => this.cancellation.abort(),
    );
    if (failures.size === 0) return undefined;
    const failed = [...failures.keys()];
    const sentences = [
      failedTo(
        'create',
        failed.filter((id) => !existed.has(id)),
      ),
      failedTo(
        'update',
        failed.filter((id) => existed.has(id)),
      ),
    ];
    return sentences.filter((sentence) => sentence !== '').join(' ');
  }

  /** Calls off whatever waits, and starts nothing new. */
  cancel(): void {
    this.cancellation.abort();
  }

  private async applyResource(id: string): Promise<void> {
    const declared = this.desired.template.resources[id]!;
    let existing = this.stack.resources.get(id);
    try {
      if (this.cancellation.signal.aborted) throw new Cancelled();
      if (existing?.isUnfinished) existing = await this.discard(existing);
      const type = this.deps.typeOf(declared.type);
      const properties = this.evaluator.evaluate(declared.properties) as Properties;
      if (!existing) return await this.create(id, type, properties);
      const changed = changedProperties(existing.properties, properties);
      const isDone = existing.status !== 'UPDATE_FAILED';
      if (changed.length === 0 && existing.type === type.type && isDone) return;
      if (!needsReplacement(existing.type, type, changed)) return await this.update(existing, type, properties);
      return await this.create(id, type, properties, existing);
    } catch (error) {
      const verb = existing ? this.verb : 'CREATE';
      const reason =
        error instanceof Cancelled
          ? `Resource ${verb === 'CREATE' ? 'creation' : 'update'} cancelled`
          : messageOf(error);
      this.record(id, declared.type, this.stack.resources.get(id)?.live.physicalId ?? '', `${verb}_FAILED`, reason);
      throw error;
    }
  }

  /** Deletes what an earlier operation began to make and could not finish; returns what it was to replace. */
  private async discard(unfinished: StackResource): Promise<StackResource | undefined> {
    const { logicalId, type, live, properties } = unfinished;
    await this.deps.typeOf(type).delete(live, this.context(logicalId), properties);
    const index = this.journal.findIndex((entry) => entry.resource === unfinished);
    const [entry] = index < 0 ? [] : this.journal.splice(index, 1);
    const replaced = entry?.kind === 'created' ? entry.replaced : undefined;
    if (replaced) this.stack.resources.set(logicalId, replaced);
    else this.stack.resources.delete(logicalId);
    return replaced;
  }

  private async create(
    id: string,
    type: ResourceType,
    properties: Properties,
    replaced?: StackResource,
  ): Promise<void> {
    const verb = replaced ? 'UPDATE' : 'CREATE';
    this.record(
      id,
      type.type,
      replaced?.live.physicalId ?? '',
      `${verb}_IN_PROGRESS`,
      replaced && 'Requested update requires the creation of a new physical resource; hence creating one.',
    );
    const checked = validateProperties(type, id, properties);
    const resource: StackResource = {
      logicalId: id,
      type: type.type,
      live: { physicalId: '', attributes: {} },
      properties,
      status: `${verb}_IN_PROGRESS`,
      timestamp: new Date(this.deps.clock.now()),
      isUnfinished: true,
    };
    const created = (live: LiveResource): void => {
      if (this.journal.some((entry) => entry.resource === resource)) return;
      resource.live = live;
      this.stack.resources.set(id, resource);
      this.journal.push({ kind: 'created', resource, replaced });
      this.record(id, type.type, live.physicalId, `${verb}_IN_PROGRESS`, 'Resource creation Initiated');
    };
    const live = await type.create(checked, this.context(id, created));
    created(live);
    resource.live = live;
    resource.isUnfinished = false;
    this.record(id, type.type, live.physicalId, `${verb}_COMPLETE`);
  }

  private async update(resource: StackResource, type: ResourceType, properties: Properties): Promise<void> {
    const { logicalId, live, properties: previous } = resource;
    this.record(logicalId, type.type, live.physicalId, 'UPDATE_IN_PROGRESS');
    const checked = validateProperties(type, logicalId, properties);
    this.journal.push({ kind: 'updated', resource, previous, attempted: properties });
    resource.live = await type.update(
      live,
      checked,
      validateProperties(type, logicalId, previous),
      this.context(logicalId),
    );
    resource.properties = properties;
    this.record(logicalId, type.type, resource.live.physicalId, 'UPDATE_COMPLETE');
  }

  private context(logicalId: string, created?: (live: LiveResource) => void) {
    return resourceContext(this.deps, this.stack, logicalId, this.desired.tags, {
      signal: this.cancellation.signal,
      created,
    });
  }

  private record(logicalId: string, type: string, physicalId: string, status: string, reason?: string): void {
    recordResource(this.deps, this.stack, { logicalId, type, physicalId, status, reason });
  }
}

/** `The following resource(s) failed to create: [A, B].`, or nothing. */
export function failedTo(verb: 'create' | 'update' | 'delete', ids: readonly string[]): string {
  return ids.length === 0 ? '' : `The following resource(s) failed to ${verb}: [${ids.join(', ')}].`;
}

/** An event of a resource, and the resource's own status. */
export function recordResource(
  deps: EngineDeps,
  stack: Stack,
  event: { logicalId: string; type: string; physicalId: string; status: string; reason?: string },
): void {
  deps.recorder.write(stack, event);
  const resource = stack.resources.get(event.logicalId);
  if (!resource || resource.live.physicalId !== event.physicalId) return;
  resource.status = event.status;
  resource.statusReason = event.reason;
  resource.timestamp = new Date(deps.clock.now());
}
