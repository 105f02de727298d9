import { EXPIRES_AT, NEVER } from '../../model/expiry';
import { APP_SERVICE, OBSERVABILITY_SERVICE } from '../../model/names';
import type { Command } from '../command';
import { durationOption, endFrom, type WhenOptions } from '../extend/when';
import { formatExtend } from '../format/extend';
import { WHICH_LAB, type WhichLab } from '../options';

export interface ExtendReport {
  readonly cluster: string;
  /** A UTC time or `never`. */
  readonly ends: string;
  /** What it was before. */
  readonly ended: string;
  /** Whether the services have no task: an end that is moved brings nothing back. */
  readonly isAtZero: boolean;
}

/** `lab extend`: moves the end of a lab. */
export const extend: Command<WhichLab & WhenOptions, ExtendReport> = {
  name: 'extend',
  summary: 'say when the lab ends by itself',
  description:
    'Updates the stack with its template as it is. At its end, a lab has no task left and costs nothing but its\n' +
    `secret; "npx lab scale" brings it back. Without anything said, two hours from now; "${NEVER}" is allowed.`,
  examples: [
    'npx lab extend --for 2h',
    'npx lab extend --until 18:00 --target aws --lab team-3',
    'npx lab extend never',
  ],
  argument: { syntax: '[when]', description: '"never": the lab ends when somebody ends it' },
  options: [
    {
      flags: '--for <duration>',
      description: 'from now on, such as 2h, 90m or 1d (default: 2h)',
      parse: durationOption('--for'),
    },
    { flags: '--until <time>', description: 'a time of day here, such as 18:00, or a date and time' },
    ...WHICH_LAB,
  ],
  async run(context, options) {
    const { reachStacks, noLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { setEnd }: typeof import('../extend/set-end') = require('../extend/set-end');
    const ends = endFrom(options, new Date());
    const lab = await reachStacks(context, options);
    const [stack, services] = await Promise.all([
      lab.stacks.stack(lab.cluster),
      lab.api.describeServices(lab.cluster, [APP_SERVICE, OBSERVABILITY_SERVICE]),
    ]);
    if (!stack) throw noLab(lab);
    const show = (state: string) => context.transient?.(context.style.quiet(`${stack.name}: ${state}`));
    await setEnd({ api: lab.stacks, stack, ends, show });
    return {
      data: {
        cluster: lab.cluster,
        ends,
        ended: stack.parameters[EXPIRES_AT] ?? NEVER,
        isAtZero: services.every(({ desiredCount }) => desiredCount === 0),
      },
    };
  },
  format: (data, style) => formatExtend(data, style, new Date()),
};
