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

/** `lab redeploy`: the same again, in other tasks. */
export const redeploy: Command<LeverOptions & { readonly service: ServiceWord }, FollowReport> = {
  name: 'redeploy',
  summary: 'replace the tasks of a service by a new deployment and follow it',
  examples: ['npx lab redeploy', 'npx lab redeploy --service observability', 'npx lab redeploy --no-follow'],
  options: [serviceOption('which one: app or observability'), ...leverOptions('10m')],
  async run(context, options) {
    const { pullLever }: typeof import('../levers/pull-lever') = require('../levers/pull-lever');
    const { redeployLever }: typeof import('../levers/redeploy') = require('../levers/redeploy');
    return pullLever(context, options, (lab, before) => redeployLever(lab, before, serviceNamed(options.service)));
  },
  format: formatFollow,
};
