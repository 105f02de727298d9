import { LabError } from '../../model/errors';
import { labOf } from '../../model/lab';
import type { Command } from '../command';
import { formatStatus } from '../format/status';
import { labName, targetOption, type Target } from '../options';
import { labPaths } from '../paths';
import type { LabStatus } from '../status/lab-status';

/** `lab status`: services, tasks, addresses, discovery and targets, from the AWS API and Prometheus alone. */
export const status: Command<{ readonly target?: Target; readonly lab?: string }, LabStatus> = {
  name: 'status',
  summary: 'show services, tasks, addresses and Prometheus targets',
  description: 'Asks the lab that runs from this folder; without one, the AWS account that the environment names.',
  examples: ['npx lab status', 'npx lab status --target aws --lab team-3', 'npx lab status --json'],
  options: [
    targetOption('which lab: the one of this folder ("laptop"), or the environment\'s ("aws")'),
    { flags: '--lab <name>', description: 'the lab of "-c lab=<name>" on AWS', parse: labName('--lab') },
  ],
  async run({ root, environment }, { target, lab }) {
    const { findRunningLab }: typeof import('../run-state/running-lab') = require('../run-state/running-lab');
    const { chooseProfile }: typeof import('../status/choose-profile') = require('../status/choose-profile');
    const { createLabApi }: typeof import('../../aws/sdk-lab-api') = require('../../aws/sdk-lab-api');
    const { gatherStatus }: typeof import('../status/gather') = require('../status/gather');
    const running = target === 'aws' ? undefined : findRunningLab(labPaths(root).runFile);
    if (target === 'local' && !running) {
      throw new LabError('NotRunning', 'no lab is running from this folder; start one with "npx lab up"');
    }
    const profile = chooseProfile(environment, running);
    const cluster = lab === undefined ? (running?.stackName ?? labOf().stackName) : labOf(lab).stackName;
    const data = await gatherStatus(await createLabApi(profile), { endpoint: profile.endpoint ?? null, cluster });
    if (data.services.length === 0) throw noLab(cluster, data.endpoint);
    return { data };
  },
  format: (data, style) => formatStatus(data, style, new Date()),
};

function noLab(cluster: string, endpoint: string | null): LabError {
  const where = endpoint ?? 'this AWS account and region';
  return new LabError(
    'NoLab',
    `there is no lab (cluster ${cluster}) at ${where}; deploy it with "npx cdk deploy", or start one here with "npx lab up"`,
  );
}
