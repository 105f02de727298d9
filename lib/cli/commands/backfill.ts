import { isAbsolute, join } from 'node:path';
import { LabError } from '../../model/errors';
import type { Command } from '../command';
import { formatBackfill } from '../format/backfill';
import { BACKFILL_OPTIONS, type BackfillOptions } from '../history/options';
import type { HistoryReport } from '../history/report';
import { labPaths } from '../paths';

interface Options extends BackfillOptions {
  readonly output?: string;
}

/** `lab backfill`: a month of plausible history as TSDB blocks, for a Prometheus that is not running yet. */
export const backfill: Command<Options, HistoryReport> = {
  name: 'backfill',
  summary: 'write a synthetic month, so that a 30-day error budget is there in the first minute',
  description:
    '"lab up" does this by itself. The blocks belong into the data folder of a Prometheus that is not running; every ' +
    'series has source="backfill".',
  examples: ['npx lab backfill --days 30 --seed 7', 'npx lab backfill --seed 8 --output /tmp/history --json'],
  options: [...BACKFILL_OPTIONS, { flags: '--output <folder>', description: 'where to write it (.lab/history)' }],
  async run({ root, environment }, { output, ...options }) {
    const { locatePrometheus }: typeof import('../prometheus/locate') = require('../prometheus/locate');
    const { writeHistory }: typeof import('../history/write-history') = require('../history/write-history');
    const { labSlos }: typeof import('../history/lab-slos') = require('../history/lab-slos');
    const { historyOptions }: typeof import('../history/history-options') = require('../history/history-options');
    const paths = labPaths(root);
    const prometheus = await locatePrometheus(environment, paths);
    if (!prometheus?.promtool) {
      throw new LabError('NoPromtool', 'promtool is not here; "npx lab up" downloads it with Prometheus');
    }
    const data = await writeHistory({
      history: historyOptions(options, new Date()),
      slos: labSlos(root),
      folder: output === undefined ? paths.history : absolute(output),
      promtool: join(prometheus.directory, 'promtool'),
      environment,
    });
    return { data };
  },
  format: formatBackfill,
};

function absolute(folder: string): string {
  return isAbsolute(folder) ? folder : join(process.cwd(), folder);
}
