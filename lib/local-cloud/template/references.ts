/** Names that a value refers to with Ref, Fn::GetAtt or Fn::Sub: logical ids, parameters and pseudo parameters. */
export function referencesIn(value: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  visit(value, names);
  return names;
}

function visit(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, names);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, argument] of Object.entries(value)) {
    if (key === 'Ref' && typeof argument === 'string') names.add(argument);
    else if (key === 'Fn::GetAtt') names.add(getAttParts(argument)[0]);
    else if (key === 'Fn::Sub') visitSub(argument, names);
    else visit(argument, names);
  }
}

/** `['Vpc', 'CidrBlock']` from either form of Fn::GetAtt. */
export function getAttParts(argument: unknown): [logicalId: string, attribute: string] {
  const [logicalId, ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  return [logicalId ?? '', attribute.join('.')];
}

/** `${Name}` and `${Name.Attribute}`; `${!Literal}` is text. */
export const SUB_VARIABLE = /\$\{([^!}][^}]*)\}/g;

function visitSub(argument: unknown, names: Set<string>): void {
  const [text, variables] = Array.isArray(argument) ? (argument as [unknown, unknown]) : [argument, {}];
  const own = new Set(Object.keys(variables ?? {}));
  for (const [, name] of String(text).matchAll(SUB_VARIABLE)) {
    if (!own.has(name!.trim())) names.add(name!.trim().split('.')[0]!);
  }
  visit(variables, names);
}
