import type { AwsProfile } from '../../aws/profile';
import { LabError } from '../../model/errors';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import { labPaths } from '../paths';
import type { RunState } from '../run-state/run-file';

/** The AWS that a command asks. */
export interface ReachedCloud {
  readonly profile: AwsProfile;
  /** The lab that runs from this folder, when it is the one that is asked. */
  readonly running: RunState | undefined;
}

/**
 * What `--target` stands for, for every command: an endpoint, a region and credentials, nothing more. The lab that runs from
 * this folder (`local`), the environment's AWS (`aws`), or, unless said, the first of them that is there.
 */
export function reachCloud(
  { root, environment }: Pick<CommandContext, 'root' | 'environment'>,
  { target }: Pick<WhichLab, 'target'>,
): ReachedCloud {
  const { findRunningLab }: typeof import('../run-state/running-lab') = require('../run-state/running-lab');
  const { chooseProfile }: typeof import('./choose-profile') = require('./choose-profile');
  const running = target === 'aws' ? undefined : findRunningLab(labPaths(root).runFile);
  if (target === 'local' && !running) {
    throw new LabError('NotRunning', 'no lab is running from this folder; start one with "npx lab up"');
  }
  return { profile: chooseProfile(environment, running), running };
}
