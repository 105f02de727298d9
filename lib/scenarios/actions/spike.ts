import { number } from '../../slo/input/value-types';
import type { ActionType } from './action';

/** More requests, of the same mix as the load. */
export interface SpikeAction {
  readonly name: 'spike';
  /** Requests a second, on top of the load. */
  readonly rate: number;
}

const rate = number('requests a second, above 0 and at most 2000', (value) => value > 0 && value <= 2_000);

export const spike: ActionType<SpikeAction> = {
  words: ['spike'],
  members: () => ['rate'],
  lasts: true,
  read(fields) {
    const perSecond = fields.required('rate', rate);
    return perSecond === undefined ? undefined : { name: 'spike', rate: perSecond };
  },
  impacts: ({ rate: extraRate }, { at, seconds }) => [{ from: at, to: at + seconds, extraRate }],
  describe: ({ rate: perSecond }) => `${perSecond} requests a second more`,
};
