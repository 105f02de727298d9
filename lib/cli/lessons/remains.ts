import { readFileSync } from 'node:fs';
import type { Remains } from '../../lessons/grade/gone';
import { labOf } from '../../model/lab';
import { messageOf } from '../../model/errors';
import type { CommandContext } from '../command';
import { numericEntries } from '../numeric-entries';
import type { WhichLab } from '../options';
import { labPaths } from '../paths';

type Here = Pick<CommandContext, 'root' | 'environment' | 'style'>;

/** What is left of the lab: of this folder, or with `--target aws` of the account. */
export async function findRemains(context: Here, which: WhichLab): Promise<Remains> {
  return which.target === 'aws' ? remainsOnAws(context, which) : remainsHere(context.root);
}

/** The local cloud keeps stacks, clusters, tasks and log groups in its process, and tasks as processes below it. */
function remainsHere(root: string): Remains {
  const { findRunningLab }: typeof import('../run-state/running-lab') = require('../run-state/running-lab');
  const running = findRunningLab(labPaths(root).runFile);
  const lab = running
    ? [`the lab ${running.stackName} still runs, as process ${running.pid}, with its stack, tasks and log groups`]
    : [];
  const processes = running ? [] : processesOf(root);
  return {
    left: [...lab, ...processes],
    unknown: [],
    looked: 'the local cloud of this folder, with its stacks, tasks and log groups, and at processes',
  };
}

/** Processes whose program or files are of this folder's lab: the cloud's own, and those of tasks. */
function processesOf(root: string): string[] {
  const { state } = labPaths(root);
  return numericEntries('/proc').flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    const isOurs = command.includes(`${state}/`) || command.includes(`${root}/dist/lib/local-cloud/`);
    const isTask = read(`/proc/${pid}/environ`)
      .split('\0')
      .some((entry) => entry.startsWith('SRE_LAB_TASK='));
    return pid !== process.pid && (isOurs || isTask) ? [`process ${pid}: ${command.slice(0, 80)}`] : [];
  });
}

async function remainsOnAws(context: Here, which: WhichLab): Promise<Remains> {
  const { findLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
  const { createSweepApi }: typeof import('../../aws/sweep/sdk-sweep-api') = require('../../aws/sweep/sdk-sweep-api');
  const { sweep }: typeof import('../sweep/sweep') = require('../sweep/sweep');
  const stack = labOf(which.lab).stackName;
  try {
    const { profile } = findLab(context, which);
    const api = await createSweepApi(profile);
    const quiet = { progress: () => {}, style: context.style };
    const report = await sweep(
      api,
      profile.endpoint ?? null,
      { stack, mayDelete: () => Promise.resolve(false) },
      quiet,
    );
    const stacks = report.existingStacks.includes(stack) ? [`the stack ${stack}`] : [];
    const unknown = report.notLookedAt
      .filter(({ isProblem }) => isProblem)
      .map(({ kind, reason }) => `${kind}: ${reason}`);
    return {
      left: [...stacks, ...report.found.map(({ kind, name }) => `${kind} ${name}`)],
      unknown,
      looked: `the account's region ${report.region}, as "npx lab sweep" does`,
    };
  } catch (error) {
    return { left: [], unknown: [messageOf(error)], looked: 'nothing' };
  }
}

/** Another user's process cannot be read, and one that has ended is empty. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
