import type { Logger } from '../../log';
import type { Timers } from '../timers';
import { burnCpu } from './cpu-burn';
import type { Effects } from './effects';
import { blockEventLoop, busyFor } from './event-loop-block';
import { createHoard } from './hoard';
import { leakMemory } from './memory-leak';
import type { TaskNetwork } from '../network/task-network';

const MB = 1_000_000;

/** The real ones. */
export function createEffects({
  timers,
  logger,
  network,
}: {
  readonly timers: Timers;
  readonly logger: Logger;
  readonly network: TaskNetwork;
}): Effects {
  return {
    burnCpu: ({ share }) => {
      const end = burnCpu(share, (error) => logger.error({ error }, 'the thread of a cpu fault failed'));
      return () => void end();
    },
    leakMemory: ({ mbPerSecond, maxMb }) => {
      const maxBytes = maxMb * MB;
      return leakMemory({ bytesPerSecond: mbPerSecond * MB, maxBytes }, createHoard(maxBytes), timers);
    },
    disturbNetwork: (fault) => ({ begun: network.begin(fault), end: () => void network.end(fault) }),
    networkProblem: (fault) => network.problem(fault),
    blockEventLoop: (schedule) => blockEventLoop(schedule, busyFor, timers),
  };
}
