import { AwsError } from '../kernel/aws-error';
import { referencesIn } from './references';
import type { Template } from './template';

/** For each resource, the resources that must exist before it. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/** What depends on what, by Ref, Fn::GetAtt, Fn::Sub and DependsOn; throws for a reference that leads nowhere. */
export function dependenciesOf(template: Template): Dependencies {
  const graph = new Map<string, ReadonlySet<string>>();
  const unresolved = new Set<string>();
  for (const [id, resource] of Object.entries(template.resources)) {
    const names = [...referencesIn(resource.properties), ...resource.dependsOn];
    for (const name of names) if (!isKnown(name, template)) unresolved.add(name);
    graph.set(id, new Set(names.filter((name) => Object.hasOwn(template.resources, name) && name !== id)));
    if (names.includes(id)) throw circular([id]);
  }
  for (const output of Object.values(template.outputs)) {
    for (const name of referencesIn(output.value)) if (!isKnown(name, template)) unresolved.add(name);
  }
  if (unresolved.size > 0) {
    throw new AwsError(
      'ValidationError',
      `Template format error: Unresolved resource dependencies [${[...unresolved].join(', ')}] in the Resources block of the template`,
    );
  }
  creationOrder(graph);
  return graph;
}

/** Logical ids, each after all that it depends on; throws for a circle. */
export function creationOrder(graph: Dependencies): readonly string[] {
  const order: string[] = [];
  const done = new Set<string>();
  let waiting = [...graph.keys()];
  while (waiting.length > 0) {
    const ready = waiting.filter((id) => [...graph.get(id)!].every((needed) => done.has(needed) || !graph.has(needed)));
    if (ready.length === 0) throw circular(waiting);
    for (const id of ready) {
      done.add(id);
      order.push(id);
    }
    waiting = waiting.filter((id) => !done.has(id));
  }
  return order;
}

/** The same graph with its arrows turned: what must be gone before a resource may go. */
export function reverse(graph: Dependencies): Dependencies {
  const reversed = new Map<string, Set<string>>([...graph.keys()].map((id) => [id, new Set()]));
  for (const [id, needs] of graph) for (const needed of needs) reversed.get(needed)?.add(id);
  return reversed;
}

function isKnown(name: string, template: Template): boolean {
  return (
    Object.hasOwn(template.resources, name) || Object.hasOwn(template.parameters, name) || name.startsWith('AWS::')
  );
}

function circular(ids: readonly string[]): AwsError {
  return new AwsError('ValidationError', `Circular dependency between resources: [${ids.join(', ')}]`);
}
