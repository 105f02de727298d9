import type { Config } from '../config';
import type { Logger } from '../log';
import type { Metrics } from '../metrics/registry';
import type { Disturbance } from '../store/disturbance';
import { disturbQueries } from './disturb-queries';
import { createEffects } from './effects';
import { Faults } from './faults';
import { type Guard, guardWithFaults } from './guard';
import { HeaderFaults } from './header-faults';
import { createEcsAgent } from './network/ecs-agent';
import { TaskNetwork } from './network/task-network';
import { systemTimers, type Timers } from './timers';
import { guardWithToken } from './token';

export interface ChaosDeps {
  readonly config: Pick<Config, 'chaosEnabled' | 'chaosToken' | 'ecsAgentUri' | 'port'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly timers?: Timers | undefined;
}

/** Everything that breaks on purpose and on request. */
export interface Chaos {
  readonly faults: Faults;
  /** What ECS's agent does to the task's network. */
  readonly network: Pick<TaskNetwork, 'endLeftovers' | 'settled'>;
  /** What the store lets happen to its queries. */
  readonly disturbance: Disturbance;
  /** What stands in front of every route. */
  readonly guard: Guard;
}

/** @param deps `timers`: the system's by default */
export function createChaos({ config, logger, metrics, timers = systemTimers }: ChaosDeps): Chaos {
  const agent = config.ecsAgentUri === undefined ? undefined : createEcsAgent(config.ecsAgentUri);
  const network = new TaskNetwork({ agent, port: config.port, timers, logger });
  const effects = createEffects({ timers, logger, network });
  const faults = new Faults({ timers, wallTime: () => new Date(), logger, metrics, effects });
  const headerFaults = config.chaosEnabled ? new HeaderFaults(timers) : undefined;
  const withFaults = guardWithFaults({ faults, headerFaults });
  const withToken: Guard =
    config.chaosToken === undefined ? (_path, first) => first : guardWithToken(config.chaosToken.reveal());
  return {
    faults,
    network,
    disturbance: disturbQueries(faults),
    guard: (path, first) => withFaults(path, withToken(path, first)),
  };
}
