import { messageOf } from '../../../../model/errors';
import { TemplateEvaluator } from '../../../template/evaluate';
import { dependenciesOf, type Dependencies } from '../../../template/order';
import type { LiveResource, Properties, ResourceType } from '../../../template/resources/resource-type';
import { Cancelled } from '../../../template/resources/resource-type';
import { parameterValues } from '../parameters';
import { changedProperties, needsReplacement } from '../plan';
import type { Deployed, Stack, StackResource } from '../state';
import { resourceContext, type EngineDeps } from './context';
import { stackEvaluator } from './evaluator';
import { validateProperties } from './properties';
import { runInOrder } from './run-in-order';

/** What was done, so that it can be undone: newest last. */
export type JournalEntry =
  | { readonly kind: 'created'; readonly resource: StackResource; readonly replaced?: StackResource }
  | { readonly kind: 'updated'; readonly resource: StackResource; readonly previous: Properties };

/** One deploy of a stack: applies every resource in dependency order and keeps a journal. */
export class Deployment {
  readonly journal: JournalEntry[] = [];
  readonly evaluator: TemplateEvaluator;
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
    this.evaluator = stackEvaluator(template, parameterValues(template, desired.parameters), stack, deps);
    const wanted = (id: string): boolean => {
      const condition = template.resources[id]?.condition;
      return condition === undefined || this.evaluator.condition(condition);
    };
    this.graph = new Map([...dependenciesOf(template)].filter(([id]) => wanted(id)));
  }

  /** Applies everything; resolves with the logical ids that failed (others that were called off among them). */
  async apply(): Promise<readonly string[]> {
    const failures = await runInOrder(
      this.graph,
      (id) => this.applyResource(id),
      () => this.cancellation.abort(),
    );
    return [...failures.keys()];
  }

  private async applyResource(id: string): Promise<void> {
    const existing = this.stack.resources.get(id);
    const declared = this.desired.template.resources[id]!;
    try {
      const type = this.deps.typeOf(declared.type);
      const properties = this.evaluator.evaluate(declared.properties) as Properties;
      if (!existing) return await this.create(id, type, properties);
      const changed = changedProperties(existing.properties, properties);
      if (changed.length === 0 && existing.type === type.type) return;
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
    this.record(id, type.type, live.physicalId, `${verb}_COMPLETE`);
  }

  private async update(resource: StackResource, type: ResourceType, properties: Properties): Promise<void> {
    const { logicalId, live, properties: previous } = resource;
    this.record(logicalId, type.type, live.physicalId, 'UPDATE_IN_PROGRESS');
    const checked = validateProperties(type, logicalId, properties);
    this.journal.push({ kind: 'updated', resource, previous });
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
