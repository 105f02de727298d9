import type { Command } from '../command';
import { formatTour } from '../format/tour';
import type { TourOptions, TourReport } from '../tour/run-tour';

/** `lab tour`, which is also `npm run tour`: the whole story by itself. */
export const tour: Command<TourOptions, TourReport> = {
  name: 'tour',
  summary: 'see the whole story by itself in about three minutes',
  description:
    'Starts a lab of its own and shows traffic, a partial failure, the alert, a killed task, its replacement, the recovery and the incident report, ' +
    'with what one sees in plain words; then takes the lab down. A step that does not happen in time ends it with exit code 1.',
  examples: [
    'npx lab tour',
    'npx lab tour --keep   # the lab stays up at the end, until Ctrl-C',
    'npx lab tour --json',
  ],
  options: [
    { flags: '--keep', description: 'leave the lab up at the end, until Ctrl-C' },
    { flags: '--no-download', description: 'make do with what is here' },
  ],
  async run(context, options) {
    const { runTour }: typeof import('../tour/run-tour') = require('../tour/run-tour');
    return runTour(context, options);
  },
  format: formatTour,
};
