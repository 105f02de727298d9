import type { Clock } from '../../../kernel/clock';
import type { LiveResource, ResourceContext, ResourceType } from '../../../template/resources/resource-type';
import { Cancelled } from '../../../template/resources/resource-type';
import type { CloudFormationState, Stack, Tag } from '../state';
import type { EventRecorder } from './recorder';

/** What the engine needs of the cloud around it. */
export interface EngineDeps {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  readonly recorder: EventRecorder;
  /** What stacks export, and who imports it. */
  readonly exports: Pick<CloudFormationState, 'findExport' | 'importersOf'>;
  /** Throws an AwsError for a type that is not implemented. */
  readonly typeOf: (name: string) => ResourceType;
  readonly invoke: (service: string, action: string, input: unknown) => Promise<unknown>;
}

/** The context of one resource of one stack operation. */
export function resourceContext(
  deps: EngineDeps,
  stack: Stack,
  logicalId: string,
  tags: readonly Tag[],
  options: { readonly signal?: AbortSignal; readonly created?: (live: LiveResource) => void } = {},
): ResourceContext {
  return {
    account: deps.account,
    region: deps.region,
    stackName: stack.name,
    stackId: stack.id,
    logicalId,
    stackTags: tags,
    invoke: <Output>(service: string, action: string, input: unknown) =>
      deps.invoke(service, action, input) as Promise<Output>,
    created: (live) => options.created?.(live),
    pause: (milliseconds) => pause(deps.clock, milliseconds, options.signal),
  };
}

function pause(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      stop();
      reject(new Cancelled());
    };
    const stop = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', cancel);
      resolve();
    });
    if (signal?.aborted) cancel();
    else signal?.addEventListener('abort', cancel, { once: true });
  });
}
