import type { StackApi } from '../../aws/stack-api';
import { LabError, messageOf } from '../../model/errors';
import { SHARED_NETWORK } from '../../model/lab';
import { settled } from '../stacks/settled';
import type { Board } from './board';
import { inPool } from './pool';
import type { Team } from './teams';

export interface DownTeam {
  readonly team: string;
  /** Null when it is gone. */
  readonly error: string | null;
}

export interface DownClassOptions {
  readonly api: StackApi;
  readonly teams: readonly Team[];
  readonly board: Board;
  readonly signal?: AbortSignal;
}

/** A lab is gone on AWS within minutes; an address that ECS holds on to takes longest. */
const TIMEOUT_MS = 30 * 60_000;
/** Deleting is CloudFormation's work: only the questions take something here. */
const AT_A_TIME = 10;

/** Deletes the teams' labs side by side. */
export function deleteTeams({ api, teams, board, signal }: DownClassOptions): Promise<DownTeam[]> {
  return inPool(teams, AT_A_TIME, async ({ name, stack }) => {
    try {
      await deleteStack(api, stack, (state) => board.set(name, state), signal);
      board.set(name, 'gone', true);
      return { team: name, error: null };
    } catch (error) {
      signal?.throwIfAborted();
      board.set(name, `FAILED: ${messageOf(error)}`, true);
      return { team: name, error: messageOf(error) };
    }
  });
}

/** Deletes the shared network unless a lab is still in it. Resolves with why it is kept; null when it is gone. */
export async function deleteNetwork(api: StackApi, signal?: AbortSignal): Promise<string | null> {
  try {
    await deleteStack(api, SHARED_NETWORK.stackName, () => {}, signal);
    return null;
  } catch (error) {
    signal?.throwIfAborted();
    return messageOf(error);
  }
}

async function deleteStack(
  api: StackApi,
  name: string,
  show: (state: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const stack = await api.stack(name);
  if (!stack) return;
  await api.deleteStack(name);
  const left = await settled({ api, stackId: stack.id, timeoutMs: TIMEOUT_MS, show, ...(signal && { signal }) });
  if (!left) return;
  const why = (await api.firstFailure(stack.id)) ?? left.reason ?? 'CloudFormation does not say why';
  throw new LabError('NotDeleted', `${name} is ${left.status}: ${why.replace(/\.$/, '')}`);
}
