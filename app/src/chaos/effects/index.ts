import type { Logger } from '../../log';
import type { Timers } from '../timers';
import { burnCpu } from './cpu-burn';
import type { Effects } from './effects';
import { blockEventLoop, busyFor } from './event-loop-block';
import { createHoard } from './hoard';
import { leakMemory } from './memory-leak';

const MB = 1_000_000;

/** The real ones. */
export function createEffects({ timers, logger }: { readonly timers: Timers; readonly logger: Logger }): Effects {
  return {
    burnCpu: ({ share }) => {
      const end = burnCpu(share, (error) => logger.error({ error }, 'the thread of a cpu fault failed'));
      return () => void end();
    },
    leakMemory: ({ mbPerSecond, maxMb }) => {
      const maxBytes = maxMb * MB;
      return leakMemory({ bytesPerSecond: mbPerSecond * MB, maxBytes }, createHoard(maxBytes), timers);
    },
    blockEventLoop: (schedule) => blockEventLoop(schedule, busyFor, timers),
  };
}
