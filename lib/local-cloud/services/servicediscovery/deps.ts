import { actionOf } from '../../kernel/action';
import type { Clock } from '../../kernel/clock';
import type { CloudMapState } from './state';

/** What Cloud Map is given by the cloud. */
export interface CloudMapOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly account: string;
  readonly region: string;
}

/** What an action of Cloud Map works with. */
export interface CloudMapDeps extends CloudMapOptions {
  readonly state: CloudMapState;
  /** Called after every change that DNS may answer differently for. */
  readonly changed: () => void;
}

/** Declares an action of Cloud Map. */
export const action = actionOf<CloudMapDeps>();
