import type { Command, CommandOption } from '../command';
import { COMMON_OPTIONS, wordsOf } from '../program';

/** One word that may come next, and what it is for. */
export interface Suggestion {
  readonly word: string;
  readonly about: string;
}

/** What may follow a command's words. */
export interface CompletionStep {
  /** The words before: `slo check`; empty after `lab` itself. */
  readonly path: string;
  readonly words: readonly Suggestion[];
  readonly options: readonly Suggestion[];
  /** The values of options that take one of a few words, by option. */
  readonly values: readonly { readonly option: string; readonly choices: readonly string[] }[];
}

const HELP: Suggestion = { word: '--help', about: 'display help for command' };

/** Every place of a command line at which there is something to complete. */
export function completionSteps(commands: readonly Command[]): CompletionStep[] {
  const first = commands.map((command) => command.group ?? command);
  const groups = new Set(commands.flatMap(({ group }) => group ?? []));
  return [
    step('', unique(first.map(suggestion)), [HELP, { word: '--version', about: 'print the version' }]),
    ...[...groups].map((group) =>
      step(group.name, commands.filter((command) => command.group?.name === group.name).map(suggestion), [HELP]),
    ),
    ...commands.map((command) => ({
      path: wordsOf(command).join(' '),
      words: (command.argument?.choices ?? []).map((word) => ({ word, about: command.argument?.description ?? '' })),
      options: [...[...command.options, ...COMMON_OPTIONS].flatMap(optionSuggestions), HELP],
      values: command.options.flatMap((option) =>
        option.choices === undefined
          ? []
          : flagsOf(option).map((flag) => ({ option: flag, choices: option.choices ?? [] })),
      ),
    })),
  ];
}

function step(path: string, words: readonly Suggestion[], options: readonly Suggestion[]): CompletionStep {
  return { path, words, options, values: [] };
}

function suggestion({ name, summary }: { readonly name: string; readonly summary: string }): Suggestion {
  return { word: name, about: summary };
}

function optionSuggestions(option: CommandOption): Suggestion[] {
  return flagsOf(option).map((word) => ({ word, about: option.description }));
}

/** `-c` and `--context` of `-c, --context <key=value>`. */
function flagsOf({ flags }: CommandOption): string[] {
  return flags.match(/(?<![\w-])--?[a-z][\w-]*/g) ?? [];
}

function unique(suggestions: readonly Suggestion[]): Suggestion[] {
  return [...new Map(suggestions.map((one) => [one.word, one])).values()];
}
