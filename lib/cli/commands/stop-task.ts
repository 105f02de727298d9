import { LabError } from '../../model/errors';
import type { Command } from '../command';
import type { FollowReport } from '../follow/follow';
import { formatFollow } from '../format/follow';
import {
  leverOptions,
  serviceNamed,
  serviceOption,
  taskOption,
  type LeverOptions,
  type ServiceWord,
} from '../levers/lever-options';

interface StopTaskOptions extends LeverOptions {
  readonly service: ServiceWord;
  readonly task?: string;
  readonly reason: string;
}

/** ECS allows so many characters. */
const LONGEST_REASON = 1_024;

/** `lab stop-task`: ECS ends a task in order, and its service starts another one. */
export const stopTask: Command<StopTaskOptions, FollowReport> = {
  name: 'stop-task',
  summary: 'stop a task in order (ECS StopTask) and follow its replacement',
  description: 'The task gets SIGTERM and drains; "npx lab kill" is the crash.',
  examples: ['npx lab stop-task', 'npx lab stop-task --reason "lesson 4"', 'npx lab stop-task --service observability'],
  options: [
    serviceOption('whose task: app or observability'),
    taskOption,
    {
      flags: '--reason <text>',
      description: "what the task's stoppedReason says",
      default: 'lab stop-task',
      parse: (text) => {
        if (text.length >= 1 && text.length <= LONGEST_REASON) return text;
        throw new LabError(
          'InvalidArgument',
          `--reason has ${text.length} characters; allowed: 1 to ${LONGEST_REASON}`,
        );
      },
    },
    ...leverOptions('3m'),
  ],
  async run(context, options) {
    const { pullLever }: typeof import('../levers/pull-lever') = require('../levers/pull-lever');
    const { stopTaskLever }: typeof import('../levers/replace-task') = require('../levers/replace-task');
    const { task, reason } = options;
    const wanted = { service: serviceNamed(options.service), reason, ...(task === undefined ? {} : { prefix: task }) };
    return pullLever(context, options, (lab, before) => stopTaskLever(lab, before, wanted));
  },
  format: formatFollow,
};
