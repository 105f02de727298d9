import { isDeepStrictEqual } from 'node:util';
import { creationOrder, dependenciesOf } from '../../template/order';
import { TemplateEvaluator, type PseudoParameters } from '../../template/evaluate';
import type { Properties, ResourceType } from '../../template/resources/resource-type';
import type { TemplateResource } from '../../template/template';
import { parameterValues } from './parameters';
import type { Deployed, ResourceChange, Stack, StackResource } from './state';

/** Stands for a value that is only known when the change set is executed. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** What a deploy of `desired` would do to the resources that exist. Pure. */
export function planChanges(
  desired: Deployed,
  { resources: existing, deployed }: Pick<Stack, 'resources' | 'deployed'>,
  pseudo: PseudoParameters,
  cloud: {
    readonly typeOf: (name: string) => ResourceType;
    readonly importValue: (name: string) => string;
  },
): readonly ResourceChange[] {
  const changes = new Map<string, ResourceChange>();
  const previous = deployed?.template;
  const evaluator = new TemplateEvaluator(desired.template, parameterValues(desired), pseudo, {
    ref: (id) => (isNew(id) ? KNOWN_AFTER_APPLY : existing.get(id)!.live.physicalId),
    attribute: (id, name) => (isNew(id) ? KNOWN_AFTER_APPLY : existing.get(id)!.live.attributes[name]),
    importValue: cloud.importValue,
  });
  const isNew = (id: string): boolean => !existing.has(id) || changes.get(id)?.replacement === 'True';

  for (const id of creationOrder(dependenciesOf(desired.template))) {
    const resource = desired.template.resources[id]!;
    if (resource.condition !== undefined && !evaluator.condition(resource.condition)) continue;
    const properties = evaluator.evaluate(resource.properties) as Properties;
    const change = changeOf(id, resource, existing.get(id), properties, cloud.typeOf);
    if (change) changes.set(id, change);
  }
  const removed = [...existing.values()].filter(({ logicalId }) => {
    const condition = desired.template.resources[logicalId]?.condition;
    return !desired.template.resources[logicalId] || (condition !== undefined && !evaluator.condition(condition));
  });
  return [
    ...changes.values(),
    ...removed.map((resource): ResourceChange => ({
      action: 'Remove',
      logicalId: resource.logicalId,
      type: resource.type,
      physicalId: resource.live.physicalId,
      policyAction: previous?.resources[resource.logicalId]?.deletionPolicy === 'Delete' ? 'Delete' : 'Retain',
      properties: [],
    })),
  ];
}

function changeOf(
  logicalId: string,
  resource: TemplateResource,
  existing: StackResource | undefined,
  properties: Properties,
  typeOf: (name: string) => ResourceType,
): ResourceChange | undefined {
  if (!existing) return { action: 'Add', logicalId, type: resource.type, properties: [] };
  if (existing.isUnfinished) return { action: 'Add', logicalId, type: resource.type, properties: [] };
  const changed = changedProperties(existing.properties, properties);
  if (changed.length === 0 && existing.type === resource.type && existing.status !== 'UPDATE_FAILED') return undefined;
  const isReplaced = needsReplacement(existing.type, typeOf(resource.type), changed);
  return {
    action: 'Modify',
    logicalId,
    type: resource.type,
    physicalId: existing.live.physicalId,
    replacement: isReplaced ? 'True' : 'False',
    policyAction: isReplaced
      ? resource.updateReplacePolicy === 'Retain'
        ? 'ReplaceAndRetain'
        : 'ReplaceAndDelete'
      : undefined,
    properties: changed,
  };
}

/** True when these properties cannot be changed on the resource that exists. */
export function needsReplacement(oldType: string, type: ResourceType, changed: readonly string[]): boolean {
  if (oldType !== type.type || type.replaceOn === 'all') return true;
  return changed.some((property) => type.replaceOn.includes(property));
}

/** Names of the top-level properties whose values differ. */
export function changedProperties(before: Properties, after: Properties): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}
