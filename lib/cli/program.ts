import { Command as Commander, CommanderError, Option } from 'commander';
import { LabError } from '../model/errors';
import type { Command, CommandOption } from './command';

/** What was asked for on the command line. */
export interface Invocation {
  readonly command: Command;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Help or the version was asked for: the text to print. */
export interface HelpText {
  readonly help: string;
}

/** Reads the command line. Throws an `InvalidArgument` LabError for one that makes no sense. */
export async function parseCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  version: string,
): Promise<Invocation | HelpText> {
  let invocation: Invocation | undefined;
  let help = '';
  const program = new Commander('lab')
    .description('The SRE SLO Lab: SLIs, SLOs and error budgets on a real system that you may break.')
    .version(version, '-V, --version', 'print the version')
    .addHelpText(
      'after',
      '\nStart here: npx lab up\nExit codes: 0 done, 1 it did not work (the sentence says why), 2 a wrong argument.',
    );
  const quiet = (one: Commander) =>
    one.exitOverride().configureOutput({ writeOut: (text) => (help += text), writeErr: () => {} });
  for (const command of commands) {
    const declared = quiet(program.command(command.name))
      .summary(command.summary)
      .description([command.summary, ...(command.description ? ['', command.description] : [])].join('\n'))
      .allowExcessArguments(false)
      .addHelpText('after', `\n${examples(command)}`)
      .action((options: Record<string, unknown>) => {
        invocation = { command, options };
      });
    for (const option of [...command.options, ...COMMON_OPTIONS]) addOption(declared, option);
  }
  try {
    await quiet(program).parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander ends `--help` and `--version` with an error of exit code 0.
    if (error.exitCode === 0) return { help };
    throw new LabError('InvalidArgument', sentenceOf(error, argv, commands), { cause: error });
  }
  return invocation ?? { help };
}

const COMMON_OPTIONS: readonly CommandOption[] = [
  { flags: '--json', description: 'print the data as JSON' },
  { flags: '--debug', description: 'show where an error comes from' },
];

function addOption(command: Commander, { flags, description, default: fallback, parse }: CommandOption): void {
  const option = new Option(flags, description).default(fallback);
  command.addOption(parse ? option.argParser(parse) : option);
}

function examples(command: Command): string {
  return [`Example${command.examples.length > 1 ? 's' : ''}:`, ...command.examples.map((line) => `  ${line}`)].join(
    '\n',
  );
}

/** Commander's message in the lab's form: no `error:`, no final period, and where to read on. */
function sentenceOf(error: CommanderError, argv: readonly string[], commands: readonly Command[]): string {
  const command = commands.find(({ name }) => name === argv[0]);
  const text = error.message
    .replace(/^error: /, '')
    .replace(/\.?\s*$/, '')
    .replace(/\. Expected/, ': expected')
    .replace(/\s*\n\s*/g, ' ');
  return `${text}; see "lab ${command ? `${command.name} ` : ''}--help"`;
}
