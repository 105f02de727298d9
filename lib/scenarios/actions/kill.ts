import { REPLACEMENT_SECONDS, unsteady, type ActionType } from './action';

/** GET /kill on one task of the app: it crashes, and ECS replaces it. */
export interface KillAction {
  readonly name: 'kill';
}

export const kill: ActionType<KillAction> = {
  words: ['kill'],
  members: () => [],
  lasts: false,
  read: () => ({ name: 'kill' }),
  impacts: (_action, { at, target }) => [
    { from: at, to: at + REPLACEMENT_SECONDS[target], lost: 1 },
    unsteady(at, target),
  ],
  describe: () => 'GET /kill: the app of one task crashes',
};
