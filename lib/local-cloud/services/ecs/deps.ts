import { actionOf } from '../../kernel/action';
import type { Clock } from '../../kernel/clock';
import type { Timing } from '../../kernel/timing';
import type { Runtime } from '../../runtime/runtime';
import type { Controller } from './controller';
import type { LogSink, SecretSource, ServiceRegistry, TaskAgents, TaskNetworking, TaskRoles } from '../ports';
import type { EcsState } from './state';

/** What ECS is given by the cloud. */
export interface EcsOptions {
  readonly runtime: Runtime;
  readonly networking: TaskNetworking;
  readonly registry: ServiceRegistry;
  readonly logs: LogSink;
  readonly secrets: SecretSource;
  readonly roles: TaskRoles;
  readonly agents: TaskAgents;
  readonly clock: Clock;
  readonly timing: Timing;
  /** Whether `localhost` leads to the tasks of this cluster: to those of one cluster only, or to none. */
  readonly ownsLocalhost: (cluster: string) => boolean;
  readonly account: string;
  readonly region: string;
  /** Gets one line for each thing worth a log. */
  readonly log: (line: string) => void;
  /** Gets the events of services and the ends of tasks, for those who read about the run afterwards. */
  readonly tell: (message: string) => void;
}

/** What an action of ECS works with. */
export interface EcsDeps extends EcsOptions {
  readonly state: EcsState;
  readonly controller: Controller;
}

/** Declares an action of ECS. */
export const action = actionOf<EcsDeps>();
