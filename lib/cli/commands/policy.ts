import { LabError } from '../../model/errors';
import type { Clock } from '../../slo/model';
import type { Command } from '../command';
import { formatPolicy } from '../format/policy';
import { oneOf, WHICH_LAB, type WhichLab } from '../options';
import type { PolicyReport } from '../scenarios/policy';

interface PolicyOptions extends WhichLab {
  readonly clock: Clock['name'];
  readonly slo?: string;
  readonly override?: string;
  readonly reason?: string;
}

const CLOCKS = ['class', 'real'] as const satisfies readonly Clock['name'][];

/** `lab policy`: whether there is budget left for something risky. */
export const policy: Command<PolicyOptions, PolicyReport> = {
  name: 'policy',
  summary: 'the error-budget gate: may something risky be done now?',
  description:
    'Ends with 1, and says why with numbers, while the budget of an SLO is gone on the clock, or nobody can tell it: ' +
    '"npx lab policy && npx cdk deploy". --override with --reason ends with 0 all the same, and is recorded in .lab/runs/overrides.jsonl.',
  examples: [
    'npx lab policy',
    'npx lab policy --clock real --slo availability',
    'npx lab policy --override ana --reason "the fix of the outage"',
  ],
  options: [
    {
      flags: '--clock <clock>',
      description: 'whose budgets: class (the class hour) or real (the real month)',
      default: 'class',
      parse: oneOf('--clock', CLOCKS),
      choices: CLOCKS,
    },
    { flags: '--slo <name>', description: 'one SLO only (default: all that the clock has)' },
    { flags: '--override <name>', description: 'who takes it upon themselves' },
    { flags: '--reason <text>', description: 'why; it is recorded' },
    ...WHICH_LAB,
  ],
  async run(context, options) {
    const { clock, slo, override: name, reason } = options;
    if ((name === undefined) !== (reason === undefined)) {
      throw new LabError('InvalidArgument', '--override and --reason belong together: who, and why');
    }
    const { labSlos, sloNamed }: typeof import('../slo/lab-slos') = require('../slo/lab-slos');
    const { askPolicy }: typeof import('../scenarios/ask-policy') = require('../scenarios/ask-policy');
    if (slo !== undefined) sloNamed(labSlos([], context.root), slo);
    const override = name === undefined || reason === undefined ? null : { name, reason };
    const data = await askPolicy(context, options, { clock, slo, override });
    return { data, exitCode: data.isAllowed ? 0 : 1 };
  },
  format: formatPolicy,
};
