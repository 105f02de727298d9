import type { StackApi, StackInfo } from '../../aws/stack-api';
import { LabError } from '../../model/errors';
import { EXPIRES_AT } from '../../model/expiry';
import { poll } from '../poll';
import { settled } from '../stacks/settled';

/** The lab's template changes tags and two schedules: a minute or two on AWS. */
const TIMEOUT_MS = 15 * 60_000;

export interface SetEndOptions {
  readonly api: StackApi;
  readonly stack: StackInfo;
  /** What the parameter `ExpiresAt` shall be. */
  readonly ends: string;
  readonly signal?: AbortSignal;
  readonly show?: (state: string) => void;
}

/** Sets the end of a lab by an update of its stack with the template as it is, as a deploy would. */
export async function setEnd({ api, stack, ends, signal, show }: SetEndOptions): Promise<void> {
  if (stack.parameters[EXPIRES_AT] === undefined) {
    throw new LabError(
      'EndsNotByItself',
      `the stack ${stack.name} has no parameter ${EXPIRES_AT}: it does not end by itself, or was deployed by an older version; deploy it again`,
    );
  }
  if (stack.parameters[EXPIRES_AT] === ends) return;
  const changeSet = await api.proposeParameters(stack, { [EXPIRES_AT]: ends });
  const { status, reason } = await poll(
    async () => {
      const state = await api.changeSet(changeSet);
      return /^(CREATE_COMPLETE|FAILED)$/.test(state.status) ? state : undefined;
    },
    {
      ...(signal && { signal }),
      timeoutMs: TIMEOUT_MS,
      everyMs: 300,
      tooLate: () =>
        new LabError('StackTakesLong', `CloudFormation still prepares the change of ${stack.name}; try again later`),
    },
  );
  if (status === 'FAILED') {
    await api.deleteChangeSet(changeSet);
    throw new LabError('NotExtended', `CloudFormation refuses to change ${stack.name}: ${reason.replace(/\.$/, '')}`);
  }
  await api.executeChangeSet(changeSet);
  const after = await settled({
    api,
    stackId: stack.id,
    timeoutMs: TIMEOUT_MS,
    ...(signal && { signal }),
    ...(show && { show }),
  });
  if (after?.status === 'UPDATE_COMPLETE') return;
  const why = (await api.firstFailure(stack.id)) ?? after?.reason ?? 'the stack is gone';
  throw new LabError(
    'NotExtended',
    `${stack.name} is ${after?.status ?? 'gone'} and ends as before: ${why.replace(/\.$/, '')}`,
  );
}
