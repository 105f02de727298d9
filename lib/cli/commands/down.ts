import type { Command } from '../command';
import { formatDown } from '../format/down';
import { labPaths } from '../paths';

export interface DownReport {
  /** Null when no lab was running. */
  readonly stopped: { readonly pid: number; readonly tookMs: number } | null;
}

/** `lab down`: ends the lab that runs from this folder, and waits until it is gone. */
export const down: Command<unknown, DownReport> = {
  name: 'down',
  summary: 'stop the running lab; nothing of it stays',
  description: 'Does the same as Ctrl-C in the terminal of "npx lab up". Without a running lab it does nothing.',
  examples: ['npx lab down'],
  options: [],
  async run({ root, progress, style }) {
    const {
      findRunningLab,
      isSameProcess,
    }: typeof import('../run-state/running-lab') = require('../run-state/running-lab');
    const { stopLab }: typeof import('../stop-lab') = require('../stop-lab');
    const running = findRunningLab(labPaths(root).runFile);
    if (!running) return { data: { stopped: null } };
    progress(style.quiet(`stopping the lab (pid ${running.pid})`));
    const tookMs = await stopLab(running, { isAlive: isSameProcess, kill: (pid, signal) => process.kill(pid, signal) });
    return { data: { stopped: { pid: running.pid, tookMs } } };
  },
  format: formatDown,
};
