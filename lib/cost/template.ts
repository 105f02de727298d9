/** A resource of a CloudFormation template, before its intrinsics are evaluated. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** As much of a synthesized template as prices need. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** All resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): [id: string, resource: Resource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

/** The resource that a property names by Ref or Fn::GetAtt. */
export function resourceBehind(template: Template, value: unknown): Resource | undefined {
  const id = [...referencesIn(value)][0];
  return id === undefined ? undefined : template.Resources[id];
}

/** Every logical id that a value mentions, however deep. */
export function referencesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) return part.forEach(visit);
    if (typeof part !== 'object' || part === null) return;
    for (const [key, inner] of Object.entries(part)) {
      if (key === 'Ref' && typeof inner === 'string') found.add(inner);
      else if (key === 'Fn::GetAtt') found.add(String(Array.isArray(inner) ? inner[0] : inner).split('.')[0]!);
      else visit(inner);
    }
  };
  visit(value);
  return found;
}

/** A number that is written as one, as text, or as a parameter with a default; undefined for anything else. */
export function numberOf(template: Template, value: unknown): number | undefined {
  const plain = parameterOf(template, value) ?? value;
  if (plain === undefined || plain === '' || typeof plain === 'object') return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}

/** A property that is plain text; `fallback` for one that is missing or made by an intrinsic. */
export function textOf(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

/** `true` and `"true"`, as CloudFormation takes both. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function parameterOf(template: Template, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const { Ref: name }: { Ref?: unknown } = value;
  return typeof name === 'string' ? template.Parameters?.[name]?.Default : undefined;
}
