import type { StackApi, StackInfo } from '../../aws/stack-api';
import { LabError } from '../../model/errors';
import { poll } from '../poll';

export interface SettledOptions {
  readonly api: Pick<StackApi, 'stack'>;
  /** Its ARN: a stack that is gone can still be asked for by it. */
  readonly stackId: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs: number;
  /** Told each state as it is seen. */
  readonly show?: (status: string) => void;
}

/** Waits until nobody works on the stack. Resolves with undefined for one that is gone. */
export async function settled(options: SettledOptions): Promise<StackInfo | undefined> {
  const { api, stackId, signal, timeoutMs, show } = options;
  let seen = 'no state yet';
  const end = await poll(
    async () => {
      const stack = await api.stack(stackId);
      seen = stack?.status ?? 'DELETE_COMPLETE';
      show?.(seen);
      return seen.endsWith('_IN_PROGRESS') ? undefined : { stack: seen === 'DELETE_COMPLETE' ? undefined : stack };
    },
    {
      ...(signal && { signal }),
      timeoutMs,
      everyMs: 500,
      tooLate: () =>
        new LabError(
          'StackTakesLong',
          `the stack ${stackId} is still ${seen} after ${timeoutMs / 60_000} minutes; CloudFormation goes on with it, look again later`,
        ),
    },
  );
  return end.stack;
}
