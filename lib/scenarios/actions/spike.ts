import { number } from '../../slo/input/value-types';
import { mixType } from '../mix-type';
import type { PathShare } from '../model';
import type { ActionType } from './action';

/** More requests for a while: `spike` of the same mix as the load, `requests` of certain paths. */
export interface SpikeAction {
  readonly name: 'spike';
  /** Requests a second, on top of all others. */
  readonly rate: number;
  /** Undefined: the mix of the load. */
  readonly mix: readonly PathShare[] | undefined;
}

const rate = number('requests a second, above 0 and at most 2000', (value) => value > 0 && value <= 2_000);

export const spike: ActionType<SpikeAction> = {
  words: ['spike', 'requests'],
  members: (word) => (word === 'spike' ? ['rate'] : ['rate', 'mix']),
  lasts: true,
  read(fields, word) {
    const perSecond = fields.required('rate', rate);
    const mix = word === 'spike' ? undefined : fields.required('mix', mixType);
    const isWhole = perSecond !== undefined && (word === 'spike' || mix !== undefined);
    return isWhole ? { name: 'spike', rate: perSecond, mix } : undefined;
  },
  impacts: ({ rate: perSecond, mix }, { at, seconds }) => [
    { from: at, to: at + seconds, extra: { rate: perSecond, mix } },
  ],
  describe({ rate: perSecond, mix }) {
    const of = mix === undefined ? '' : ` of ${mix.map(({ path }) => path).join(', ')}`;
    return `${perSecond} requests a second more${of}`;
  },
};
