import { readSlos, type SloInputs } from '../../../slo/input/index';
import type { Problem } from '../../../slo/model';
import type { Command } from '../../command';
import { formatSloCheck } from '../../format/slo-check';
import { readInputFiles } from '../../slo/input-files';
import { SLO_GROUP } from './group';

export interface SloCheckReport {
  readonly files: number;
  readonly slos: number;
  readonly objectives: number;
  /** How many objects of each kind the files define. */
  readonly objects: SloInputs['objects'];
  readonly problems: readonly (Problem & { /** The line as it is written. */ readonly sourceLine: string })[];
}

interface SloCheckOptions {
  readonly files: readonly string[];
}

/** `lab slo check`: is what the files say complete and consistent? */
export const sloCheck: Command<SloCheckOptions, SloCheckReport> = {
  name: 'check',
  group: SLO_GROUP,
  summary: 'check files of OpenSLO documents, and tell everything that is wrong with them',
  description: 'Changes nothing. Exit code 1 when something is wrong. docs/slo-format.md says what is allowed.',
  examples: ['npx lab slo check', 'npx lab slo check my-slos.yaml more-slos/', 'npx lab slo check --json'],
  argument: {
    syntax: '[files...]',
    description: 'files, or folders of .yaml files; all that refer to each other (default: observability/slo)',
  },
  options: [],
  async run({ root }, { files: names }) {
    const files = readInputFiles(names, root);
    const { slos, objects, problems } = readSlos(files);
    const lines = new Map(files.map(({ file, text }) => [file, text.split('\n')]));
    return {
      data: {
        files: files.length,
        slos: slos.length,
        objectives: slos.reduce((sum, { objectives }) => sum + objectives.length, 0),
        objects,
        problems: problems.map((one) => ({ ...one, sourceLine: lines.get(one.file)?.[one.line - 1]?.trimEnd() ?? '' })),
      },
      exitCode: problems.length === 0 ? 0 : 1,
    };
  },
  format: formatSloCheck,
};
