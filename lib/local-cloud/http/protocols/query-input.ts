/**
 * `Tags.member.1.Key=a` → `{ Tags: [{ Key: 'a' }] }`: the form bodies of the query protocols. EC2 leaves out `member`.
 * All leaves are strings; the action's schema makes numbers and booleans of them.
 */
export function decodeForm(body: string): Record<string, unknown> {
  const root: Node = new Map();
  for (const [name, value] of new URLSearchParams(body)) insert(root, name.split('.'), value);
  return plain(root) as Record<string, unknown>;
}

type Node = Map<string, Node | string>;

function insert(node: Node, path: readonly string[], value: string): void {
  const [head, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) {
    node.set(head, value);
    return;
  }
  const child = node.get(head);
  const next: Node = child instanceof Map ? child : new Map();
  node.set(head, next);
  insert(next, rest, value);
}

function plain(node: Node | string): unknown {
  if (typeof node === 'string') return node;
  const keys = [...node.keys()];
  if (keys.length === 1 && keys[0] === 'member') return plain(node.get('member')!);
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) {
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => plain(node.get(key)!));
  }
  return Object.fromEntries(keys.map((key) => [key, plain(node.get(key)!)]));
}
