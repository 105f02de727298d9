import { LabError } from '../../model/errors';
import type { Command } from '../command';

const SHELLS = ['bash', 'zsh'] as const;

type Shell = (typeof SHELLS)[number];

export interface CompletionReport {
  readonly shell: Shell;
  readonly script: string;
}

/** `lab completion`: what a shell must know to complete the command line of `lab`. */
export const completion: Command<{ readonly shell: string }, CompletionReport> = {
  name: 'completion',
  summary: 'print the completion script of a shell',
  description:
    'Completes commands, options and their values. For every new shell, put the line into ~/.bashrc or ~/.zshrc.',
  examples: ['eval "$(npx lab completion bash)"', 'eval "$(npx lab completion zsh)"'],
  argument: { syntax: '<shell>', description: SHELLS.join(' or '), choices: SHELLS },
  options: [],
  async run(_context, { shell: text }) {
    const shell = SHELLS.find((known) => known === text);
    if (shell === undefined) {
      throw new LabError('InvalidArgument', `the shell is "${text}"; allowed: ${SHELLS.join(', ')}`);
    }
    const { COMMANDS }: typeof import('./index') = require('./index');
    const { completionSteps }: typeof import('../completion/words') = require('../completion/words');
    const { bashCompletion }: typeof import('../completion/bash') = require('../completion/bash');
    const { zshCompletion }: typeof import('../completion/zsh') = require('../completion/zsh');
    const steps = completionSteps(COMMANDS);
    return { data: { shell, script: shell === 'bash' ? bashCompletion(steps) : zshCompletion(steps) } };
  },
  format: ({ script }) => script,
};
