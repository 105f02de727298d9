import { imageTags } from '../../model/images';
import type { Command, CommandContext } from '../command';
import type { Check } from '../doctor/check';
import { checksOf, firstProblem } from '../doctor/checks';
import { findProgram } from '../find-program';
import { formatDoctor } from '../format/doctor';
import { MAX_TEAMS } from '../class/teams';
import { DEFAULT_ENDPOINT_PORT, portOption, targetOption, wholeNumber, type Target } from '../options';
import { labPaths } from '../paths';
import { chooseProfile } from '../status/choose-profile';

export interface DoctorReport {
  readonly target: Target;
  readonly ready: boolean;
  readonly checks: readonly Check[];
}

interface DoctorOptions {
  readonly port: number;
  readonly target?: Target;
  readonly teams?: number;
}

/** `lab doctor`: can the lab run on this machine, or in this AWS account, and what to do if not. */
export const doctor: Command<DoctorOptions, DoctorReport> = {
  name: 'doctor',
  summary: 'check whether the lab can run on this machine, or on AWS',
  description: 'Changes nothing. Exit code 1 when something keeps the lab from starting.',
  examples: ['npx lab doctor', 'npx lab doctor --target aws', 'npx lab doctor --json'],
  options: [
    portOption(DEFAULT_ENDPOINT_PORT),
    {
      flags: '--teams <count>',
      description: 'with "--target aws": whether the account takes this many labs',
      parse: wholeNumber('--teams', 1, MAX_TEAMS),
    },
    targetOption('what to check: this machine ("laptop", the default), or the AWS account of the environment ("aws")'),
  ],
  async run(context, { port, target = 'local', teams }) {
    const checks = target === 'aws' ? await awsChecksOf(context, teams) : await machineChecks(context, port);
    const ready = firstProblem(checks) === undefined;
    return { data: { target, ready, checks }, exitCode: ready ? 0 : 1 };
  },
  format: formatDoctor,
};

async function machineChecks({ root, environment }: CommandContext, endpointPort: number): Promise<Check[]> {
  const { examineMachine }: typeof import('../doctor/examine') = require('../doctor/examine');
  const { findDocker }: typeof import('../../local-cloud/index') = require('../../local-cloud/index');
  const [facts, docker] = await Promise.all([
    examineMachine({ environment, paths: labPaths(root), endpointPort }),
    findDocker(environment),
  ]);
  return checksOf({ ...facts, docker });
}

export async function awsChecksOf({ root, environment }: CommandContext, teams?: number): Promise<Check[]> {
  const { createAccountApi }: typeof import('../../aws/account-api') = require('../../aws/account-api');
  const { awsChecks }: typeof import('../doctor/aws-checks') = require('../doctor/aws-checks');
  const hasDocker = findProgram('docker', environment) !== undefined;
  return awsChecks(await createAccountApi(chooseProfile(environment, undefined)), imageTags(root), hasDocker, teams);
}
