import type { Command } from '../command';
import { formatReset } from '../format/reset';
import { WHICH_LAB, type WhichLab } from '../options';

export interface ResetReport {
  /** The task that had the old story, and the one that has the new one. */
  readonly stopped: readonly string[];
  readonly started: string;
  readonly prometheus: string;
  /** Whether the new Prometheus has a synthetic month before now. */
  readonly hasHistory: boolean;
  readonly tookMs: number;
}

/** `lab reset`: the next class begins with the same month as the last one did. */
export const reset: Command<WhichLab, ResetReport> = {
  name: 'reset',
  summary: 'restart observability from pristine history',
  description:
    'Stops the task of Prometheus and Grafana through the ECS API, and ECS starts another one: what the last class did to ' +
    'the error budgets is gone, and the app runs on.',
  examples: ['npx lab reset', 'npx lab reset --target aws --lab team-3'],
  options: WHICH_LAB,
  async run(context, options) {
    const { reachLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { resetLab }: typeof import('../reset-lab') = require('../reset-lab');
    const { listenForStop }: typeof import('../up/stop-request') = require('../up/stop-request');
    const stop = listenForStop(context.signals);
    try {
      return { data: await resetLab(await reachLab(context, options), context, stop.signal) };
    } finally {
      stop.dispose();
    }
  },
  format: formatReset,
};
