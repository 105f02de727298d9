import type { NetworkChoice } from '../../../local-cloud/index';
import { DEFAULT_PREFIX, MAX_TEAMS } from '../../class/teams';
import type { ClassUpReport } from '../../class/report';
import type { Command } from '../../command';
import { durationOption } from '../../extend/when';
import { formatClassUp } from '../../format/class';
import { DEFAULT_ENDPOINT_PORT, labName, oneOf, portOption, wholeNumber, type Target } from '../../options';
import { CLASS_GROUP } from './group';

export interface ClassUpOptions {
  readonly teams: number;
  readonly prefix: string;
  readonly target: Target;
  /** Milliseconds until the labs end by themselves. */
  readonly for?: number;
  readonly cidr?: string;
  readonly detach?: boolean;
  readonly yes?: boolean;
  /** False with `--no-download`. */
  readonly download?: boolean;
  readonly port: number;
  readonly network: NetworkChoice;
}

/** `lab class up`: a lab for each team, in one network. */
export const classUp: Command<ClassUpOptions, ClassUpReport> = {
  name: 'up',
  group: CLASS_GROUP,
  summary: 'deploy a lab for each team, side by side',
  description:
    'Once more goes on where it failed, and brings what is there up to date. On this machine the labs join the lab that runs\n' +
    'from this folder, or a local cloud that this command starts and stays for; localhost leads to none of them. They start\n' +
    'without a synthetic month and without traffic.',
  examples: ['npx lab class up --teams 5', 'npx lab class up --teams 20 --target aws --cidr 203.0.113.0/24 --for 4h'],
  options: [
    {
      flags: '--teams <count>',
      description: 'how many',
      default: 5,
      parse: wholeNumber('--teams', 1, MAX_TEAMS),
    },
    prefixOption(),
    classTargetOption(),
    {
      flags: '--for <duration>',
      description: 'when the labs end by themselves, such as 4h (default: 4h on AWS, never on this machine)',
      parse: durationOption('--for'),
    },
    { flags: '--cidr <networks>', description: 'on AWS: who may reach the labs; without it they are closed' },
    { flags: '--detach', description: 'on this machine: start them in the background and return once they are ready' },
    { flags: '--yes', description: 'download Prometheus and Grafana without asking, should there be none' },
    { flags: '--no-download', description: 'make do with what is here' },
    portOption(DEFAULT_ENDPOINT_PORT),
    {
      flags: '--network <kind>',
      description: 'on this machine: namespaces, loopback, or auto',
      default: 'auto',
      parse: oneOf('--network', ['auto', 'namespaces', 'loopback']),
    },
  ],
  async run(context, options) {
    const { upClass }: typeof import('../../class/up-class') = require('../../class/up-class');
    const { upClassDetached }: typeof import('../../class/detached') = require('../../class/detached');
    return options.detach && options.target === 'local' ? upClassDetached(context, options) : upClass(context, options);
  },
  format: formatClassUp,
};

export function prefixOption() {
  return {
    flags: '--prefix <name>',
    description: 'the first part of the labs\' names: "team" for team-1, team-2 …',
    default: DEFAULT_PREFIX,
    parse: labName('--prefix'),
  };
}

/** A class costs money by the team: AWS is meant only when it is said. */
export function classTargetOption() {
  return {
    flags: '--target <target>',
    description: 'where: this machine ("local"), or the AWS account of the environment ("aws")',
    default: 'local',
    parse: oneOf<Target>('--target', ['local', 'aws']),
  };
}
