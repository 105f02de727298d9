import type { Command } from '../command';
import { formatReport } from '../format/report';
import { WHICH_LAB, wholeNumber } from '../options';
import type { MadeReport, ReportOptions } from '../report/make-report';
import { durationOption } from '../slo/incident-options';

/** `lab report`: an incident report from data, as Markdown to fill and as one HTML file. */
export const report: Command<ReportOptions, MadeReport> = {
  name: 'report',
  summary: 'write an incident report from what Prometheus and ECS know',
  description:
    'Writes report.md, with blameless sections to fill, and report.html, one file that needs no network. The same command again ' +
    'keeps what you wrote in report.md, and shows it in the HTML. What the data does not give is said to be unknown.',
  examples: [
    'npx lab report',
    'npx lab report --since 1h --incident 2 --output my-report',
    'npx lab report --since 10m --until 14:30',
    'npx lab report --json',
  ],
  options: [
    durationOption('--since <duration>', 'how far back it looks (default: 30m)'),
    { flags: '--until <time>', description: 'where it ends: 14:30 or 2026-11-21T14:30Z (default: now)' },
    { flags: '--run <id>', description: 'the time and prediction of a run of "lab run": its id, or its scenario' },
    {
      flags: '--incident <number>',
      description: 'only this one of several',
      parse: wholeNumber('--incident', 1, 1000),
    },
    { flags: '--output <folder>', description: 'where the files go (default: a folder in .lab/reports)' },
    ...WHICH_LAB,
  ],
  async run(context, options) {
    const { makeReport }: typeof import('../report/make-report') = require('../report/make-report');
    return { data: await makeReport(context, options) };
  },
  format: formatReport,
};
