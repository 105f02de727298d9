import type { Command } from '../command';
import { formatStatus } from '../format/status';
import { WHICH_LAB, type WhichLab } from '../options';
import type { LabStatus } from '../status/lab-status';

/** `lab status`: services, tasks, addresses, discovery and targets, from the AWS API and Prometheus alone. */
export const status: Command<WhichLab, LabStatus> = {
  name: 'status',
  summary: 'show services, tasks, addresses and Prometheus targets',
  description: 'Asks the lab that runs from this folder; without one, the AWS account that the environment names.',
  examples: ['npx lab status', 'npx lab status --target aws --lab team-3', 'npx lab status --json'],
  options: WHICH_LAB,
  async run(context, options) {
    const { reachLab, noLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { gatherStatus }: typeof import('../status/gather') = require('../status/gather');
    const lab = await reachLab(context, options);
    const data = await gatherStatus(lab.api, lab);
    if (data.services.length === 0) throw noLab(lab);
    return { data };
  },
  format: (data, style) => formatStatus(data, style, new Date()),
};
