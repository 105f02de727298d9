import { LabError } from '../../model/errors';
import type { Command } from '../command';
import { labEnvironment, type EnvironmentChange } from '../lab-environment';
import { formatEnv } from '../format/env';
import { labPaths } from '../paths';

/** `lab env`: what a shell needs for the CDK CLI, the AWS CLI and any SDK to talk to the running lab. */
export const env: Command<unknown, EnvironmentChange> = {
  name: 'env',
  summary: 'print the shell settings with which cdk and aws talk to the running lab',
  description: 'Debian\'s AWS CLI does not read AWS_ENDPOINT_URL: give it --endpoint-url "$AWS_ENDPOINT_URL" as well.',
  examples: ['eval "$(npx lab env)"   # then: npx cdk diff, npx cdk deploy, npx cdk destroy, aws ecs list-tasks …'],
  options: [],
  async run({ root, environment }) {
    const paths = labPaths(root);
    const { findRunningLab }: typeof import('../run-state/running-lab') = require('../run-state/running-lab');
    const running = findRunningLab(paths.runFile);
    if (!running) throw new LabError('NotRunning', 'no lab is running from this folder; start one with "npx lab up"');
    if (!running.cloud) {
      throw new LabError('NotReady', `the lab (pid ${running.pid}) is still starting; try again in a few seconds`);
    }
    return { data: labEnvironment({ cloud: running.cloud, cdkHome: paths.cdkHome, environment }) };
  },
  format: formatEnv,
};
