import { existsSync } from 'node:fs';
import { processStart } from './process-start';
import { readRunFile, type RunState } from './run-file';

/** How to tell whether a process is still the one that wrote the run file. */
export type IsAlive = (state: Pick<RunState, 'pid' | 'processStart'>) => boolean;

/** The lab that runs from this project's folder. A file that a dead lab left behind does not count. */
export function findRunningLab(runFile: string, isAlive: IsAlive = isSameProcess): RunState | undefined {
  const state = readRunFile(runFile);
  return state && isAlive(state) ? state : undefined;
}

/** Compares the start time as well: a pid alone is used again. */
export function isSameProcess(state: Pick<RunState, 'pid' | 'processStart'>): boolean {
  if (state.processStart !== null) return processStart(state.pid) === state.processStart;
  return !existsSync('/proc/self/stat') && canBeSignalled(state.pid);
}

function canBeSignalled(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
