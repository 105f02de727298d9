import type { SpikeAction } from '../../../scenarios/actions/spike';
import type { Effect } from './effect';

/** More of the run's own traffic; it ends by itself, or with the process that sends it. */
export const spike: Effect<SpikeAction> = {
  async act({ rate, mix }, { seconds, load, loadMix }) {
    load.send({ rate, mix: mix ?? loadMix }, seconds);
    return `for ${seconds} s`;
  },
};
