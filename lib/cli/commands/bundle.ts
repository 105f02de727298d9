import type { BundleReport } from '../bundle/make-bundle';
import type { Command } from '../command';
import { formatBundle } from '../format/bundle';
import { wholeNumber } from '../options';

interface Options {
  readonly output?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
  /** False with `--no-download`. */
  readonly download?: boolean;
  readonly serve?: boolean;
  readonly port: number;
}

/** `lab bundle`: the lab as one file, for a room whose network does not carry twenty times `npm ci`. */
export const bundle: Command<Options, BundleReport> = {
  name: 'bundle',
  summary: 'make an offline copy of the lab for a classroom',
  description:
    'One .tar.gz with the project, its packages, Prometheus and the other tools, and its checksum beside it: unpack it on a machine ' +
    'of the same platform that has Node, and "npm start" works without a network. The same files make the same copy, and it has nobody\'s name.',
  examples: [
    'npx lab bundle',
    'npx lab bundle --output /media/stick/lab.tar.gz',
    'npx lab bundle --serve   # and everybody in the room fetches it from you',
  ],
  options: [
    {
      flags: '--output <file>',
      description: 'where it is written (default: sre-slo-lab-<platform>-<architecture>.tar.gz in .lab/bundle)',
    },
    { flags: '--force', description: 'replace a copy that is there' },
    { flags: '--yes', description: 'download the tools that are not here without asking' },
    { flags: '--no-download', description: 'make do with what is here' },
    {
      flags: '--serve',
      description: 'serve it to everybody in the local network until Ctrl-C; one that is there is not made again',
    },
    {
      flags: '--port <port>',
      description: 'with --serve: the port; 0 takes a free one',
      default: 8_000,
      parse: wholeNumber('--port', 0, 65_535),
    },
  ],
  async run(context, options) {
    const { runBundle }: typeof import('../bundle/run-bundle') = require('../bundle/run-bundle');
    return runBundle(context, options);
  },
  format: formatBundle,
};
