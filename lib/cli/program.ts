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
  const groups = new Map<string, Commander>();
  for (const command of commands) {
    const declared = quiet(parentOf(command).command(command.name))
      .summary(command.summary)
      .description([command.summary, ...(command.description ? ['', command.description] : [])].join('\n'))
      .allowExcessArguments(false)
      .addHelpText('after', `\n${examples(command)}`)
      .action((...given: unknown[]) => {
        invocation = { command, options: { ...declared.opts(), ...argumentOf(command, given) } };
      });
    if (command.argument) declared.argument(command.argument.syntax, command.argument.description);
    for (const option of [...command.options, ...COMMON_OPTIONS]) addOption(declared, option);
  }
  try {
    await quiet(program).parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander ends `--help` and `--version` with an error of exit code 0.
    if (error.exitCode === 0) return { help };
    // Nor is it an error to ask what a group has.
    if (error.code === 'commander.help') return parseCommandLine([...argv, '--help'], commands, version);
    throw new LabError('InvalidArgument', sentenceOf(error, argv, commands), { cause: error });
  }
  return invocation ?? { help };

  function parentOf({ group }: Command): Commander {
    if (!group) return program;
    const known = groups.get(group.name);
    if (known) return known;
    const made = quiet(program.command(group.name)).summary(group.summary).description(group.summary);
    groups.set(group.name, made);
    return made;
  }
}

/** The words of a command, as they are typed after `lab`. */
export function wordsOf({ name, group }: Command): string[] {
  return group ? [group.name, name] : [name];
}

/** Commander hands arguments over in front of options, without their names. */
function argumentOf({ argument }: Command, given: readonly unknown[]): Record<string, unknown> {
  const name = /[\w-]+/.exec(argument?.syntax ?? '')?.[0];
  return name === undefined ? {} : { [name]: given[0] };
}

/** Options of every command. */
export const COMMON_OPTIONS: readonly CommandOption[] = [
  { flags: '--json', description: 'print the data as JSON' },
  { flags: '--debug', description: 'show where an error comes from' },
];

function addOption(
  command: Commander,
  { flags, description, default: fallback, parse, repeatable }: CommandOption,
): void {
  const option = new Option(flags, description).default(fallback);
  const read = parse ?? ((text: string): unknown => text);
  if (repeatable) option.argParser((text, before: readonly unknown[] | undefined) => [...(before ?? []), read(text)]);
  else if (parse) option.argParser(parse);
  command.addOption(option);
}

function examples(command: Command): string {
  return [`Example${command.examples.length > 1 ? 's' : ''}:`, ...command.examples.map((line) => `  ${line}`)].join(
    '\n',
  );
}

/** Commander's message in the lab's form: no `error:`, no final period, and where to read on. */
function sentenceOf(error: CommanderError, argv: readonly string[], commands: readonly Command[]): string {
  const command = commands.find((one) => wordsOf(one).every((word, index) => word === argv[index]));
  const group = commands.find((one) => one.group?.name === argv[0])?.group;
  const words = command ? wordsOf(command) : group ? [group.name] : [];
  const text = error.message
    .replace(/^error: /, '')
    .replace(/\.?\s*$/, '')
    .replace(/\. Expected/, ': expected')
    .replace(/\s*\n\s*/g, ' ');
  return `${text}; see "${['lab', ...words, '--help'].join(' ')}"`;
}
