import type { Command } from '../command';
import type { FollowReport } from '../follow/follow';
import { formatFollow } from '../format/follow';
import { leverOptions, taskOption, type LeverOptions } from '../levers/lever-options';

/** `lab kill`: a task of the app dies, and the lab heals. */
export const kill: Command<LeverOptions & { readonly task?: string }, FollowReport> = {
  name: 'kill',
  summary: 'kill a task of the app (GET /kill) and follow its replacement',
  description:
    'Follows it to the end: task stopped, replacement running, DNS answer changed, target UP, SLI recovered.',
  examples: [
    'npx lab kill',
    'npx lab kill --task 3f2a',
    'npx lab kill --target aws --timeout 5m',
    'npx lab kill --json',
  ],
  options: [taskOption, ...leverOptions('3m')],
  async run(context, options) {
    const { pullLever }: typeof import('../levers/pull-lever') = require('../levers/pull-lever');
    const { killLever }: typeof import('../levers/replace-task') = require('../levers/replace-task');
    return pullLever(context, options, (_lab, before) => killLever(before, options.task));
  },
  format: formatFollow,
};
