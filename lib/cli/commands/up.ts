import type { Command } from '../command';
import { formatUp } from '../format/up';
import type { NetworkChoice } from '../../local-cloud/index';
import { LabError } from '../../model/errors';
import { PORTS } from '../../model/names';
import { seedOption } from '../history/options';
import { DEFAULT_ENDPOINT_PORT, oneOf, portOption, wholeNumber } from '../options';
import type { UpReport } from '../up/report';

export interface UpOptions {
  readonly detach?: boolean;
  readonly traffic: number;
  readonly yes?: boolean;
  /** False with `--no-download`. */
  readonly download?: boolean;
  /** False with `--no-console`. */
  readonly console?: boolean;
  /** False with `--no-backfill`. */
  readonly backfill?: boolean;
  readonly seed: number;
  readonly port: number;
  readonly network: NetworkChoice;
  /** @default process */
  readonly runtime?: RuntimeChoice;
  readonly share?: boolean;
  readonly sharePort?: number;
  readonly shareAddress?: string;
}

/** What a container of the lab is on this machine. */
export type RuntimeChoice = 'process' | 'docker';

const NETWORKS: readonly NetworkChoice[] = ['auto', 'namespaces', 'loopback'];
const RUNTIMES: readonly RuntimeChoice[] = ['process', 'docker'];

/** `lab up`, which is also `npm start`: the whole lab on this machine. */
export const up: Command<UpOptions, UpReport> = {
  name: 'up',
  summary: 'start the lab on this machine: local cloud, cdk deploy, traffic',
  description:
    'Stays in the foreground; Ctrl-C takes everything down. Everything it writes is in .lab and cdk.out of this folder.',
  examples: [
    'npx lab up',
    'npx lab up --detach --traffic 20',
    'npx lab up --share',
    'npx lab up --yes --json   # for scripts',
  ],
  options: [
    { flags: '--detach', description: 'start it in the background and return once it is ready' },
    {
      flags: '--traffic <rate>',
      description: 'requests per second to the app, all day long, over every route that has an SLO; 0 sends none',
      default: 10,
      parse: wholeNumber('--traffic', 0, 1000),
    },
    { flags: '--yes', description: 'download Prometheus and Grafana without asking, should there be none' },
    { flags: '--no-download', description: 'make do with what is here' },
    { flags: '--no-console', description: 'start without the console, which takes some memory' },
    { flags: '--share', description: 'show the console to the local network, with a code by which students join' },
    {
      flags: '--share-port <port>',
      description: 'the port of --share; 0 takes a free one',
      default: PORTS.console,
      parse: wholeNumber('--share-port', 0, 65_535),
    },
    {
      flags: '--share-address <address>',
      description: 'the address of this machine for --share (default: those of its local networks)',
    },
    { flags: '--no-backfill', description: 'start without the synthetic month' },
    seedOption(),
    portOption(DEFAULT_ENDPOINT_PORT),
    {
      flags: '--network <kind>',
      description: 'how tasks get addresses: namespaces, loopback, or auto, which takes loopback only where it must',
      default: 'auto',
      parse: oneOf('--network', NETWORKS),
      choices: NETWORKS,
    },
    {
      flags: '--runtime <kind>',
      description: 'what a container is here: a process of this machine, or docker, for one in its Docker engine',
      default: 'process',
      parse: oneOf('--runtime', RUNTIMES),
      choices: RUNTIMES,
    },
  ],
  async run(context, options) {
    refuseTwoNetworks(options);
    const { upHere }: typeof import('../up/up-here') = require('../up/up-here');
    const { upDetached }: typeof import('../up/detached') = require('../up/detached');
    return options.detach ? upDetached(context, options) : upHere(context, options);
  },
  format: formatUp,
};

function refuseTwoNetworks({ runtime, network }: UpOptions): void {
  if (runtime !== 'docker' || network === 'auto') return;
  throw new LabError(
    'InvalidArgument',
    `--network is "${network}", and containers have a network of Docker's; leave --network out with --runtime docker`,
  );
}
