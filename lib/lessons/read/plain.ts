import type { YamlNode } from '../../slo/input/yaml/nodes';

/** What a node says, as JSON would; what is unreadable was told and is null. */
export function plainOf(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainOf);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainOf(value)]));
    default:
      return null;
  }
}
