import type { Capacity } from '../../report/capacity';
import type { Command } from '../command';
import { formatCapacity } from '../format/capacity';
import { positiveNumber, WHICH_LAB, type WhichLab } from '../options';

interface CapacityOptions extends WhichLab {
  readonly rate?: number;
}

/** `lab capacity`: what the app's tasks have left, and how many of which size would do. */
export const capacity: Command<CapacityOptions, Capacity> = {
  name: 'capacity',
  summary: 'what the tasks use of CPU and memory, and how many of which size would do',
  description:
    'Measures the last two minutes of each task (Prometheus) against its task definition (ECS). Recommends for 70 % CPU and 80 % ' +
    'memory, one task more than needed, in the sizes that Fargate has.',
  examples: [
    'npx lab capacity',
    'npx lab capacity --rate 200   # would it do for 200 a second?',
    'npx lab capacity --json',
  ],
  options: [
    {
      flags: '--rate <requests>',
      description: 'requests a second to plan for (default: what there is now)',
      parse: positiveNumber('--rate'),
    },
    ...WHICH_LAB,
  ],
  async run(context, { rate, ...which }) {
    const { reachPrometheus }: typeof import('../report/reach-prometheus') = require('../report/reach-prometheus');
    const { measureCapacity }: typeof import('../capacity/measure') = require('../capacity/measure');
    const { createOperationsApi }: typeof import('../../aws/operations-api') = require('../../aws/operations-api');
    const { findLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { capacityOf }: typeof import('../../report/capacity') = require('../../report/capacity');
    const lab = await reachPrometheus(context, which);
    const operations = await createOperationsApi(findLab(context, which).profile);
    return { data: capacityOf(await measureCapacity({ ...lab, operations }), rate) };
  },
  format: formatCapacity,
};
