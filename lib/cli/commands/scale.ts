import { LabError } from '../../model/errors';
import type { Command } from '../command';
import type { FollowReport } from '../follow/follow';
import { formatFollow } from '../format/follow';
import {
  leverOptions,
  serviceNamed,
  serviceOption,
  type LeverOptions,
  type ServiceWord,
} from '../levers/lever-options';
import { wholeNumber } from '../options';

interface ScaleOptions extends LeverOptions {
  readonly service: ServiceWord;
  readonly count?: string;
}

/** More would be no lesson, and cost money. */
const MOST_TASKS = 10;

/** `lab scale`: how many tasks a service has; 0 is none, and 1 brings an expired lab back. */
export const scale: Command<ScaleOptions, FollowReport> = {
  name: 'scale',
  summary: 'give a service another number of tasks and follow them',
  description:
    'When the app comes back from nothing, observability does as well: so a lab that has expired is brought back by "lab scale 1".',
  examples: ['npx lab scale 2', 'npx lab scale 0', 'npx lab scale 1 --service observability'],
  argument: { syntax: '[count]', description: `how many tasks, 0 to ${MOST_TASKS}` },
  options: [serviceOption('which one: app or observability'), ...leverOptions('3m')],
  async run(context, options) {
    const { pullLever }: typeof import('../levers/pull-lever') = require('../levers/pull-lever');
    const { scaleLever }: typeof import('../levers/scale') = require('../levers/scale');
    if (options.count === undefined) {
      throw new LabError(
        'InvalidArgument',
        'how many tasks is missing; write it behind the command: "npx lab scale 2"',
      );
    }
    const count = wholeNumber('the number of tasks', 0, MOST_TASKS)(options.count);
    const service = serviceNamed(options.service);
    return pullLever(context, options, (lab, before) => scaleLever(lab, before, service, count));
  },
  format: formatFollow,
};
