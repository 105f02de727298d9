import { isAbsolute, join } from 'node:path';
import type { Command } from '../command';
import { formatBackfill } from '../format/backfill';
import { BACKFILL_OPTIONS, type BackfillOptions } from '../history/options';
import type { HistoryReport } from '../../history/report';
import { labPaths } from '../paths';

interface Options extends BackfillOptions {
  readonly output?: string;
}

/** `lab backfill`: a month of plausible history as a TSDB block, for a Prometheus that is not running yet. */
export const backfill: Command<Options, HistoryReport> = {
  name: 'backfill',
  summary: 'write a synthetic month, so that a 30-day error budget is there in the first minute',
  description:
    '"lab up" does this by itself. The block belongs into the data folder of a Prometheus that is not running; every ' +
    'series has source="backfill".',
  examples: ['npx lab backfill --days 30 --seed 7', 'npx lab backfill --seed 8 --output /tmp/history --json'],
  options: [...BACKFILL_OPTIONS, { flags: '--output <folder>', description: 'where to write it (.lab/history)' }],
  async run({ root }, { output, ...options }) {
    const { writeHistory }: typeof import('../../history/write-history') = require('../../history/write-history');
    const { labSlos, SLO_FOLDER }: typeof import('../../history/lab-slos') = require('../../history/lab-slos');
    const {
      historyOptions,
    }: typeof import('../../history/history-settings') = require('../../history/history-settings');
    const paths = labPaths(root);
    const data = writeHistory({
      history: historyOptions(options, new Date()),
      slos: labSlos(join(root, SLO_FOLDER)),
      folder: output === undefined ? paths.history : absolute(output),
    });
    return { data };
  },
  format: formatBackfill,
};

function absolute(folder: string): string {
  return isAbsolute(folder) ? folder : join(process.cwd(), folder);
}
