import type { z } from 'zod';
import type { AwsError } from './aws-error';
import type { RestBinding } from './rest-binding';
import type { RestJsonRoute } from './rest-json-route';

/** What an action knows of the request beside its input. */
export interface RequestContext {
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  /** The caller's ARN. */
  readonly principal: string;
  readonly accessKeyId: string;
}

/**
 * One API action. `input` is its rule as data: a strict zod schema, so that a member we do not implement is refused by
 * name. The output has the wire's own member names; a Date becomes the protocol's timestamp.
 */
export interface Action<Deps, Input = never, Output = unknown> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  /** Where S3's protocol finds it; most protocols say the action's name. */
  readonly http?: RestBinding;
  /** Where rest-json finds it. */
  readonly route?: RestJsonRoute;
  run(deps: Deps, input: Input, context: RequestContext): Output | Promise<Output>;
}

/** Declares an action for services whose dependencies are `Deps`; the input's type comes from the schema. */
export function actionOf<Deps>() {
  return <Schema extends z.ZodType, Output>(action: {
    readonly name: string;
    readonly input: Schema;
    readonly http?: RestBinding;
    readonly route?: RestJsonRoute;
    run(deps: Deps, input: z.output<Schema>, context: RequestContext): Output | Promise<Output>;
  }) => action;
}

/** An action with its dependencies inside: what the router calls. */
export interface BoundAction {
  readonly name: string;
  readonly input: z.ZodType;
  readonly http?: RestBinding;
  readonly route?: RestJsonRoute;
  run(input: unknown, context: RequestContext): unknown;
}

export type Protocol = 'json-1.1' | 'query' | 'ec2-query' | 'rest-xml' | 'rest-json';

/** One AWS service, as the router sees it. */
export interface ServiceDefinition {
  /** The service name in SigV4's credential scope: `ecs`, `servicediscovery`, `cloudformation`. */
  readonly signingName: string;
  readonly protocol: Protocol;
  /** `X-Amz-Target` before the dot (json), the XML namespace (query, rest-xml), or the name in errors (rest-json). */
  readonly wireName: string;
  readonly actions: ReadonlyMap<string, BoundAction>;
  /** The service's own way to say that the input is wrong. */
  invalidInput(message: string): AwsError;
}

/** Binds a service's actions to their dependencies. */
export function bindActions<Deps>(
  deps: Deps,
  actions: readonly {
    name: string;
    input: z.ZodType;
    http?: RestBinding;
    route?: RestJsonRoute;
    run(deps: Deps, input: never, context: RequestContext): unknown;
  }[],
): ReadonlyMap<string, BoundAction> {
  return new Map(
    actions.map((action) => [
      action.name,
      { ...action, run: (input: unknown, context: RequestContext) => action.run(deps, input as never, context) },
    ]),
  );
}
