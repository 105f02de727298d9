import type { Command } from '../command';
import { formatAck } from '../format/ack';
import { WHICH_LAB } from '../options';
import type { Acknowledged, AckOptions } from '../report/acknowledge';

/** `lab ack`: somebody says "I have it", and the time to acknowledge is known. */
export const ack: Command<AckOptions, Acknowledged> = {
  name: 'ack',
  summary: 'acknowledge what fires, so that the report knows when somebody had it',
  description:
    'Writes a line for each alert into .lab/acks.jsonl of this folder; nothing is silenced. An alert is meant by its name or its SLO. ' +
    'Refuses when nothing fires.',
  examples: [
    'npx lab ack --by ana',
    'npx lab ack availability --by ana --note "looking at the app first"',
    'npx lab ack SloBurnClassHourPageFast --by ana --json',
  ],
  argument: { syntax: '[alert]', description: 'the name of an alert, or an SLO; all that fire unless named' },
  options: [
    { flags: '--by <name>', description: 'who has it' },
    { flags: '--note <text>', description: 'what is done first, for the report' },
    ...WHICH_LAB,
  ],
  async run(context, options) {
    const { acknowledge }: typeof import('../report/acknowledge') = require('../report/acknowledge');
    return { data: await acknowledge(context, options) };
  },
  format: formatAck,
};
