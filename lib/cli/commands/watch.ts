import { LabError } from '../../model/errors';
import type { Command } from '../command';
import { oneOf, WHICH_LAB, type WhichLab } from '../options';
import type { ClockName } from '../prometheus/slo-state';
import type { LabSnapshot } from '../snapshot/snapshot';
import type { WatchReport } from '../watch/run-watch';

interface WatchCommandOptions extends WhichLab {
  readonly plain?: boolean;
  readonly clock: ClockName;
  readonly token?: string;
  readonly json?: boolean;
}

/** `lab watch`: the whole lab on one screen, as it changes. */
export const watch: Command<WatchCommandOptions, WatchReport | LabSnapshot> = {
  name: 'watch',
  summary: 'show tasks, DNS, targets, SLOs, alerts and what happens, live',
  description:
    'Draws the whole window again every second; q leaves. Without a terminal, and with --plain, it writes a line for each thing that ' +
    'happens. With --json it looks once and prints what it saw.',
  examples: [
    'npx lab watch',
    'npx lab watch --clock real',
    'npx lab watch --plain | tee class.log',
    'npx lab watch --json',
  ],
  options: [
    { flags: '--plain', description: 'lines one below the other, for screen readers and logs' },
    {
      flags: '--clock <clock>',
      description: 'whose SLIs and budgets: class (the last hour) or real (30 days)',
      default: 'class',
      parse: oneOf<ClockName>('--clock', ['class', 'real']),
    },
    { flags: '--token <token>', description: "the app's CHAOS_TOKEN, to see its faults (default: CHAOS_TOKEN)" },
    ...WHICH_LAB,
  ],
  async run(context, { plain = false, clock, json, ...options }) {
    const { reachLab, noLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { openSource }: typeof import('../snapshot/open-source') = require('../snapshot/open-source');
    const { runWatch }: typeof import('../watch/run-watch') = require('../watch/run-watch');
    const { listenForStop }: typeof import('../up/stop-request') = require('../up/stop-request');
    const lab = await reachLab(context, options);
    const source = openSource(lab, context, options);
    const first = await source.take();
    if (first.services === null) throw new LabError('NoAnswer', first.problem ?? 'the AWS API does not answer');
    if (first.services.length === 0) throw noLab(lab);
    if (json === true) return { data: first };
    const stop = listenForStop(context.signals);
    try {
      return { data: await runWatch(source, context, { clock, plain, signal: stop.signal }) };
    } finally {
      stop.dispose();
    }
  },
  /** What was to be seen was on the screen. */
  format: () => '',
};
