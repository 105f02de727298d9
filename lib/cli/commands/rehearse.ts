import { PLANS } from '../../lessons/plan';
import { LabError } from '../../model/errors';
import type { Command } from '../command';
import { formatRehearsal } from '../format/rehearse';
import { oneOf, WHICH_LAB, wholeNumber } from '../options';
import type { RehearseOptions } from '../rehearse/run-rehearsal';
import type { RehearsalReport } from '../rehearse/report';

/** `lab rehearse`: the night before a class. */
export const rehearse: Command<RehearseOptions, RehearsalReport> = {
  name: 'rehearse',
  summary: 'run every scenario before a class does, and see that nothing is left behind',
  description:
    'Doctor first, then each scenario: its expectations, its time, its cost, and what is left behind (faults, tasks, alerts, processes, what is ' +
    'not undone). Takes the lab of this folder, or one of its own. One that fails keeps none of the others from being run; Ctrl-C undoes what ' +
    'is on. When the class hour has too little budget left, it begins a fresh one ("lab reset") and says so.',
  examples: [
    'npx lab rehearse --plan 60',
    'npx lab rehearse --times 3',
    'npx lab rehearse --only partial-failure,task-killed --json',
  ],
  options: [
    {
      flags: '--plan <minutes>',
      description: `the scenarios of the lessons of a class: ${PLANS.join(' or ')} (default: every scenario)`,
      parse: (text) => Number(oneOf('--plan', PLANS.map(String))(text)),
      choices: PLANS.map(String),
    },
    { flags: '--times <count>', description: 'how often each', default: 1, parse: wholeNumber('--times', 1, 20) },
    { flags: '--only <ids>', description: 'only these, such as partial-failure,task-killed', parse: idsOf },
    { flags: '--token <token>', description: "the app's CHAOS_TOKEN (default: CHAOS_TOKEN of the environment)" },
    ...WHICH_LAB,
  ],
  async run(context, options) {
    const { runRehearsal }: typeof import('../rehearse/run-rehearsal') = require('../rehearse/run-rehearsal');
    return runRehearsal(context, options);
  },
  format: formatRehearsal,
};

function idsOf(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim());
  if (ids.every((id) => /^[a-z0-9-]+$/.test(id))) return ids;
  throw new LabError(
    'InvalidArgument',
    `--only is "${text}"; allowed: ids of scenarios with commas between them, as "npx lab run --list" shows them`,
  );
}
