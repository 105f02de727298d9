import type { Command } from '../command';
import { CONTEXT_OPTION, type ContextEntry } from '../cost/context-option';
import type { CostReport } from '../cost/report';
import { formatCost } from '../format/cost';
import { positiveNumber, wholeNumber } from '../options';

interface Options {
  readonly context?: readonly ContextEntry[];
  readonly hours: number;
  readonly labs: number;
  readonly traffic: number;
}

/** `lab cost`: what the lab will cost on AWS, from the template that would be deployed. Asks no AWS. */
export const cost: Command<Options, CostReport> = {
  name: 'cost',
  summary: 'what the lab costs an hour on AWS, before it is deployed',
  description:
    'Synthesizes the stack with the same -c settings as "cdk deploy" and prices each resource by a dated table of list ' +
    'prices (us-east-1). Needs no AWS account. What has no price in the table is named.',
  examples: [
    'npx lab cost',
    'npx lab cost --labs 20 --hours 3   # a class of twenty teams',
    'npx lab cost -c profile=production -c certificateArn=none --json',
  ],
  options: [
    CONTEXT_OPTION,
    { flags: '--hours <hours>', description: 'how long the lab is up', default: 4, parse: positiveNumber('--hours') },
    {
      flags: '--labs <number>',
      description: 'how many labs there are',
      default: 1,
      parse: wholeNumber('--labs', 1, 1000),
    },
    {
      flags: '--traffic <rate>',
      description: 'requests per second to the app, each of which is a line in its log',
      default: 10,
      parse: wholeNumber('--traffic', 0, 100_000),
    },
  ],
  async run({ root, environment }, { context = [], ...session }) {
    const { synthesize }: typeof import('../cost/synthesize') = require('../cost/synthesize');
    const { costReport }: typeof import('../cost/report') = require('../cost/report');
    return { data: costReport(await synthesize(root, context, environment), session) };
  },
  format: formatCost,
};
