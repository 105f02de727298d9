import { HISTOGRAM_BUCKETS, LAB_SAMPLING } from '../../../model/sampling';
import { generate, type OutputFolders } from '../../../slo/generate';
import type { Command } from '../../command';
import { formatSloGenerate } from '../../format/slo-generate';
import { positiveNumber } from '../../options';
import { labSlos, refuse } from '../../slo/lab-slos';
import { writeFiles, type WrittenFiles } from '../../slo/write-files';
import { SLO_GROUP } from './group';

/** Below the project's folder. Prometheus loads every .yml of the first; images leave out folders called tests. */
export const SLO_OUTPUT: OutputFolders = {
  rules: 'observability/prometheus/rules/slo',
  tests: 'observability/prometheus/tests/slo',
};

export interface SloGenerateReport extends WrittenFiles {
  readonly slos: readonly string[];
  readonly untested: readonly string[];
}

interface SloGenerateOptions {
  readonly rate?: number;
}

/** `lab slo generate`: rules, alerts and their tests from the lab's SLOs. */
export const sloGenerate: Command<SloGenerateOptions, SloGenerateReport> = {
  name: 'generate',
  group: SLO_GROUP,
  summary: 'write the recording rules, alerts and rule tests of the SLOs',
  description:
    `Writes ${SLO_OUTPUT.rules} and ${SLO_OUTPUT.tests}, every file whole or not at all, and removes what it wrote for an ` +
    'SLO that is gone. Refuses what cannot work: an alert that can never fire, or fires for a promise that is kept.',
  examples: ['npx lab slo generate', 'npx lab slo generate --rate 10'],
  options: [
    {
      flags: '--rate <events>',
      description: 'expected events a second: refuses windows in which chance would decide',
      parse: positiveNumber('--rate'),
    },
  ],
  async run({ root }, { rate }) {
    const slos = labSlos([], root);
    const limits = {
      sampling: LAB_SAMPLING,
      buckets: HISTOGRAM_BUCKETS,
      ...(rate === undefined ? {} : { eventsPerSecond: rate }),
    };
    const { files, problems, untested } = generate(slos, limits, SLO_OUTPUT);
    refuse(problems);
    const written = writeFiles(root, files, [SLO_OUTPUT.rules, SLO_OUTPUT.tests]);
    return { data: { slos: slos.map(({ name }) => name), untested, ...written } };
  },
  format: formatSloGenerate,
};
