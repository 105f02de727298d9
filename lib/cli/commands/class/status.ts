import type { ClassReport } from '../../class/report';
import type { Command } from '../../command';
import { formatClass } from '../../format/class';
import type { Target } from '../../options';
import { CLASS_GROUP } from './group';
import { classTargetOption, prefixOption } from './up';

export interface WhichClass {
  readonly prefix: string;
  readonly target: Target;
}

/** `lab class status`: one line for each team. */
export const classStatus: Command<WhichClass, ClassReport> = {
  name: 'status',
  group: CLASS_GROUP,
  summary: 'show every team: state, addresses, target',
  examples: ['npx lab class status', 'npx lab class status --target aws --json'],
  options: [prefixOption(), classTargetOption()],
  async run(context, { prefix, target }) {
    const { reachStacks }: typeof import('../../status/reach-lab') = require('../../status/reach-lab');
    const { gatherClass }: typeof import('../../class/gather-class') = require('../../class/gather-class');
    const { api, stacks, endpoint } = await reachStacks(context, { target });
    return { data: { endpoint, teams: await gatherClass(api, await stacks.stacks(), prefix) } };
  },
  format: formatClass,
};
