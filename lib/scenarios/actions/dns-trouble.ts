import type { ActionType } from './action';

/** Cloud Map DeregisterInstance on every task of the app: the tasks run, and their name has no address. */
export interface DnsTroubleAction {
  readonly name: 'dns-trouble';
}

export const dnsTrouble: ActionType<DnsTroubleAction> = {
  words: ['dns-trouble'],
  members: () => [],
  lasts: true,
  read: () => ({ name: 'dns-trouble' }),
  impacts: (_action, { at, seconds }) => [{ from: at, to: at + seconds, lost: 1 }],
  describe: () => 'Cloud Map DeregisterInstance: the tasks of the app run, and their name has no address any more',
};
