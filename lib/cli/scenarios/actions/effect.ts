import type { PathShare } from '../../../scenarios/index';
import type { SnapshotSource } from '../../snapshot/snapshot-source';
import type { ReachedLab } from '../../status/reach-lab';
import type { RunLoad } from '../load';

/** What an action may use. */
export interface ActContext extends UndoContext {
  readonly source: Pick<SnapshotSource, 'take'>;
  /** The run's own traffic, and the mix of the scenario's load. */
  readonly load: Pick<RunLoad, 'send'>;
  readonly loadMix: readonly PathShare[] | undefined;
  /** The step's time to live; 0 when it has none. */
  readonly seconds: number;
  /** Unique among the steps of a run: `run-partial-failure-1`, also a valid id of a fault. */
  readonly stepId: string;
  /**
   * Notes how this step is undone, on disk when it returns. To be called before anything is changed that does not end by
   * itself; called again, the newer note counts.
   */
  readonly note: (data: unknown) => void;
}

/** What undoing may use: also in another process, long after. */
export interface UndoContext {
  readonly lab: Pick<ReachedLab, 'api' | 'cluster'>;
  /** The app's CHAOS_TOKEN. */
  readonly token: string | undefined;
  /** @default the app's port */
  readonly appPort?: number | undefined;
}

/** How an action is done, and undone. */
export interface Effect<Action> {
  /** Does it. @returns what was done, as a sentence without a period */
  act(action: Action, context: ActContext): Promise<string>;
  /**
   * Undoes what `note` said, which may be done already, or never have been done. @returns what was undone, as `act` does.
   * Absent for what leaves nothing behind.
   */
  undo?(data: unknown, context: UndoContext): Promise<string>;
}
