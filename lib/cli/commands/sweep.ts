import { LabError } from '../../model/errors';
import { labOf } from '../../model/lab';
import type { Command, CommandContext } from '../command';
import { formatSweep, leftoverTable } from '../format/sweep';
import { WHICH_LAB, type WhichLab } from '../options';
import type { Leftover } from '../sweep/plan';
import type { SweepReport } from '../sweep/report';

interface Options extends WhichLab {
  readonly delete?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `lab sweep`: what destroyed labs left in the account; removes it when told. */
export const sweep: Command<Options, SweepReport> = {
  name: 'sweep',
  summary: 'find what destroyed labs left in the account, and remove it when told',
  description:
    "Looks in one region for what bears the lab's tag (project=sre-slo-lab) or its names and belongs to no existing stack. Touches " +
    'nothing without --delete. Exit code 1 when something could not be removed, or not be looked at.',
  examples: [
    'npx lab sweep --target aws',
    'npx lab sweep --target aws --delete',
    'npx lab sweep --lab team-3 --delete --yes',
  ],
  options: [
    ...WHICH_LAB,
    { flags: '--delete', description: 'remove what is found, after a question' },
    { flags: '--dry-run', description: 'touch nothing; the default' },
    { flags: '--yes', description: 'with --delete: do not ask' },
  ],
  async run(context, options) {
    checkOptions(options, context);
    const { findLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { createSweepApi }: typeof import('../../aws/sweep/sdk-sweep-api') = require('../../aws/sweep/sdk-sweep-api');
    const { sweep: run }: typeof import('../sweep/sweep') = require('../sweep/sweep');
    const { profile } = findLab(context, options);
    const stack = options.lab === undefined ? undefined : labOf(options.lab).stackName;
    const mayDelete = (found: readonly Leftover[]) => agree(found, options, context);
    const data = await run(await createSweepApi(profile), profile.endpoint ?? null, { stack, mayDelete }, context);
    const isWell = data.failed.length === 0 && !data.notLookedAt.some(({ isProblem }) => isProblem);
    return { data, exitCode: isWell ? 0 : 1 };
  },
  format: formatSweep,
};

function checkOptions(options: Options, { ask }: CommandContext): void {
  if (options.delete && options.dryRun) {
    throw new LabError('InvalidArgument', '--delete and --dry-run exclude each other; leave --dry-run out');
  }
  if (options.delete && !options.yes && !ask) {
    throw new LabError(
      'InvalidArgument',
      '--delete asks before it removes anything, and here is no terminal to ask at; say --yes as well',
    );
  }
}

async function agree(
  found: readonly Leftover[],
  { delete: wanted, yes }: Options,
  context: CommandContext,
): Promise<boolean> {
  if (!wanted) return false;
  if (yes) return true;
  const removable = found.filter((one) => one.removable);
  for (const line of leftoverTable(removable, context.style)) context.progress(line);
  return (await context.ask?.(`Remove these ${removable.length} for good?`)) ?? false;
}
