import type { Override } from '../../scenarios/index';
import type { Slo } from '../../slo/model';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import type { SnapshotSource } from '../snapshot/snapshot-source';
import type { ReachedLab } from '../status/reach-lab';
import type { StopRequest } from '../up/stop-request';

export interface RunOptions {
  readonly which: WhichLab;
  /** The app's CHAOS_TOKEN. */
  readonly token: string | undefined;
  /** Drawn by this seed: the cause is kept from the screen and from the record's display. */
  readonly blindSeed: number | undefined;
  /** How long to wait for the lab to be steady before it is refused; seconds. */
  readonly waitSeconds: number;
  /** Who lets it run although the budget is gone, and why. */
  readonly override: Pick<Override, 'name' | 'reason'> | undefined;
}

/** What a run is done with. */
export interface RunWorld {
  readonly lab: ReachedLab;
  readonly source: SnapshotSource;
  readonly slos: readonly Slo[];
  readonly stop: StopRequest;
}

/** Where it tells what it does. */
export type Screen = Pick<CommandContext, 'root' | 'environment' | 'progress' | 'transient' | 'style'>;

/** How often a run looks at the lab. */
export const LOOK_MS = 500;
