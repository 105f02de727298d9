import { LabError } from '../../model/errors';
import { processStart } from './process-start';
import { createRunFile, removeRunFile, replaceRunFile, type RunState } from './run-file';
import { findRunningLab } from './running-lab';

/** This process's entry in the run file. */
export interface Claim {
  update(change: Partial<Pick<RunState, 'phase' | 'cloud'>>): void;
  readonly release: () => void;
}

/** Makes this process the project's one lab; throws when another one runs. */
export function claimRunFile(runFile: string, stackName: string, now = new Date()): Claim {
  refuseSecondLab(runFile);
  let state: RunState = {
    version: 1,
    pid: process.pid,
    processStart: processStart(process.pid) ?? null,
    startedAt: now.toISOString(),
    stackName,
    phase: 'starting',
  };
  if (!createRunFile(runFile, state)) {
    // It was there and named no living lab, or another lab was quicker just now.
    refuseSecondLab(runFile);
    removeRunFile(runFile);
    if (!createRunFile(runFile, state)) refuseSecondLab(runFile);
  }
  return {
    update(change) {
      state = { ...state, ...change };
      replaceRunFile(runFile, state);
    },
    release: () => removeRunFile(runFile),
  };
}

/** Throws when a lab runs from this project's folder. */
export function refuseSecondLab(runFile: string): void {
  const running = findRunningLab(runFile);
  if (!running) return;
  const doing = running.phase === 'up' ? 'running' : 'starting';
  throw new LabError(
    'AlreadyRunning',
    `a lab is already ${doing} from this folder (pid ${running.pid}); look at it with "npx lab status" or stop it with "npx lab down"`,
  );
}
