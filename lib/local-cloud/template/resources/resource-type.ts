import type { z } from 'zod';

/** What a resource type may use while it works on a resource. */
export interface ResourceContext {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** Calls an API action inside the process; rejects with an AwsError. */
  invoke<Output = Record<string, unknown>>(service: string, action: string, input: unknown): Promise<Output>;
  /** Says that the resource exists from here on, though it is not ready yet: a rollback will delete it. */
  created(live: LiveResource): void;
  /** Resolves after some milliseconds; rejects with Cancelled when the stack operation is being called off. */
  pause(milliseconds: number): Promise<void>;
  /** The stack's own tags: every taggable resource gets them. */
  readonly stackTags: readonly { readonly Key: string; readonly Value: string }[];
}

/** A resource that exists: what Ref and Fn::GetAtt answer. */
export interface LiveResource {
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Properties after evaluation. */
export type Properties = Readonly<Record<string, unknown>>;

/** One CloudFormation resource type. `Props` is what its strict schema makes of the evaluated properties. */
export interface ResourceType {
  readonly type: string;
  /** Every property that is known; any other is refused by name. */
  readonly properties: z.ZodObject;
  /** Properties whose change needs a new resource; 'all' for a type that cannot be changed in place. */
  readonly replaceOn: readonly string[] | 'all';
  create(properties: Properties, context: ResourceContext): Promise<LiveResource>;
  /** Changes the resource in place. */
  update(
    live: LiveResource,
    properties: Properties,
    previous: Properties,
    context: ResourceContext,
  ): Promise<LiveResource>;
  delete(live: LiveResource, context: ResourceContext, properties: Properties): Promise<void>;
}

/** Fixes the schema's output as the type of `properties` for one declaration. */
export function resourceType<Schema extends z.ZodObject>(declaration: {
  readonly type: string;
  readonly properties: Schema;
  readonly replaceOn: readonly (keyof z.output<Schema> & string)[] | 'all';
  create(properties: z.output<Schema>, context: ResourceContext): Promise<LiveResource>;
  update?(
    live: LiveResource,
    properties: z.output<Schema>,
    previous: z.output<Schema>,
    context: ResourceContext,
  ): Promise<LiveResource>;
  delete(live: LiveResource, context: ResourceContext, properties: z.output<Schema>): Promise<void>;
}): ResourceType {
  return { update: (live) => Promise.resolve(live), ...declaration };
}

/** A type that does nothing but exist: an id, attributes and the properties it was given. */
export function inertType<Schema extends z.ZodObject>(declaration: {
  readonly type: string;
  readonly properties: Schema;
  readonly replaceOn: readonly (keyof z.output<Schema> & string)[] | 'all';
  physicalId(properties: z.output<Schema>, context: ResourceContext): string;
  attributes?(physicalId: string, properties: z.output<Schema>, context: ResourceContext): Record<string, unknown>;
}): ResourceType {
  const attributesOf = (id: string, properties: z.output<Schema>, context: ResourceContext) =>
    declaration.attributes?.(id, properties, context) ?? {};
  return resourceType({
    ...declaration,
    create: async (properties, context) => {
      const physicalId = declaration.physicalId(properties, context);
      return { physicalId, attributes: attributesOf(physicalId, properties, context) };
    },
    update: async ({ physicalId }, properties, _previous, context) => ({
      physicalId,
      attributes: attributesOf(physicalId, properties, context),
    }),
    delete: async () => {},
  });
}

/** Thrown by `pause` when another resource failed and CloudFormation calls off the rest. */
export class Cancelled extends Error {
  constructor() {
    super('Resource creation cancelled');
    this.name = 'Cancelled';
  }
}
