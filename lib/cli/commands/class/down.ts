import { LabError } from '../../../model/errors';
import { labOf } from '../../../model/lab';
import type { DownTeam } from '../../class/down-class';
import type { Command } from '../../command';
import { formatClassDown } from '../../format/class';
import { labPaths } from '../../paths';
import { CLASS_GROUP } from './group';
import type { WhichClass } from './status';
import { classTargetOption, prefixOption } from './up';

export interface ClassDownReport {
  readonly teams: readonly DownTeam[];
  /** Why the shared network is kept; null when it is gone. */
  readonly networkKept: string | null;
  /** Whether the local cloud that the class had started has ended as a whole. */
  readonly cloudStopped: boolean;
}

interface ClassDownOptions extends WhichClass {
  readonly names: readonly string[];
}

/** `lab class down`: deletes the teams' labs and, after the last one, the network. */
export const classDown: Command<ClassDownOptions, ClassDownReport> = {
  name: 'down',
  group: CLASS_GROUP,
  summary: 'delete the labs of all teams, or of some',
  description: 'After the last team the network goes too, and so does the local cloud that "lab class up" has started.',
  examples: ['npx lab class down', 'npx lab class down team-3', 'npx lab class down --target aws'],
  argument: { syntax: '[names...]', description: 'the teams to delete, such as team-3 (default: all)' },
  options: [prefixOption(), classTargetOption()],
  async run(context, { names, prefix, target }) {
    const { reachStacks }: typeof import('../../status/reach-lab') = require('../../status/reach-lab');
    const { deleteNetwork, deleteTeams }: typeof import('../../class/down-class') = require('../../class/down-class');
    const { openBoard }: typeof import('../../class/board') = require('../../class/board');
    const { teamsAmong }: typeof import('../../class/teams') = require('../../class/teams');
    const { stacks: api } = await reachStacks(context, { target });
    const existing = teamsAmong(
      (await api.stacks()).map(({ name }) => name),
      prefix,
    );
    const stranger = names.find((name) => !existing.some((team) => team.name === name));
    if (stranger !== undefined) {
      const there = existing.map(({ name }) => name).join(', ') || 'no team';
      throw new LabError('NoTeam', `there is no lab of "${stranger}"; there is ${there}`);
    }
    const teams = existing.filter(({ name }) => names.length === 0 || names.includes(name));
    const board = openBoard(
      teams.map(({ name }) => name),
      context,
    );
    const gone = await deleteTeams({ api, teams, board }).finally(() => board.end());
    const isLast = teams.length === existing.length && gone.every(({ error }) => error === null);
    const networkKept = isLast ? await deleteNetwork(api) : 'there are labs in it';
    const cloudStopped = target === 'local' && networkKept === null && (await stopClassCloud(context.root));
    return {
      data: { teams: gone, networkKept: isLast ? networkKept : null, cloudStopped },
      exitCode: gone.some(({ error }) => error !== null) ? 1 : 0,
    };
  },
  format: formatClassDown,
};

/** Ends the local cloud if it is there for the class alone. */
async function stopClassCloud(root: string): Promise<boolean> {
  const {
    findRunningLab,
    isSameProcess,
  }: typeof import('../../run-state/running-lab') = require('../../run-state/running-lab');
  const { stopLab }: typeof import('../../stop-lab') = require('../../stop-lab');
  const running = findRunningLab(labPaths(root).runFile);
  if (!running || running.stackName === labOf().stackName) return false;
  await stopLab(running, { isAlive: isSameProcess, kill: (pid, signal) => process.kill(pid, signal) });
  return true;
}
