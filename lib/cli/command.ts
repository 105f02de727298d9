import type { Style } from './format/style';
import type { Environment, SignalSource } from './host';
import type { Terminal } from './terminal';

/** What a command may use of the world. It prints nothing: it returns data, and `main` prints. */
export interface CommandContext {
  /** The project's folder. */
  readonly root: string;
  readonly environment: Environment;
  readonly signals: SignalSource;
  /** Shows one line of progress. */
  readonly progress: (line: string) => void;
  /** Shows a line that the next one replaces; absent where lines cannot be replaced. */
  readonly transient?: (line: string) => void;
  /** Where a child that draws its own progress writes to; a number is an open file's descriptor. */
  readonly childOutput: 'stdout' | 'stderr' | number;
  /** Asks a yes-or-no question, no by default; absent without a terminal. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** Asks for a line of text; undefined when there will be none any more. Absent without a terminal. */
  readonly prompt?: (question: string) => Promise<string | undefined>;
  readonly style: Style;
  /** The whole window, for a command that draws in it; absent where there is none. */
  readonly terminal?: Terminal;
}

/** How a command ended. */
export interface Outcome<Data> {
  readonly data: Data;
  /** @default 0 */
  readonly exitCode?: number;
  /** Keeps the command in the foreground after its data was printed; resolves with the exit code. */
  readonly foreground?: () => Promise<number>;
}

export interface CommandOption {
  /** As commander writes them: `--traffic <rate>`. */
  readonly flags: string;
  readonly description: string;
  readonly default?: string | boolean | number;
  /** Turns the argument into its value; throws an `InvalidArgument` LabError. */
  readonly parse?: (text: string) => unknown;
  /** The words that it may be, for completion. @default anything */
  readonly choices?: readonly string[];
  /** It may be given several times, and its value is the list of what was given. @default the last one counts */
  readonly repeatable?: boolean;
}

/** What follows the command's name, without a flag. */
export interface CommandArgument {
  /** As commander writes them: `[files...]`; the value is the option `files`. */
  readonly syntax: string;
  readonly description: string;
  /** The words that it may be, for completion. @default anything */
  readonly choices?: readonly string[];
}

/** Commands with a common first word, such as `lab slo check`. */
export interface CommandGroup {
  readonly name: string;
  /** One line for `lab --help`. */
  readonly summary: string;
}

/** A command is this declaration; every one also has `--json` and `--debug`. */
export interface Command<Options = unknown, Data = unknown> {
  readonly name: string;
  readonly group?: CommandGroup;
  /** One line for `lab --help`. */
  readonly summary: string;
  /** More lines for the command's own help. */
  readonly description?: string;
  /** Shown below the command's help, as typed. */
  readonly examples: readonly string[];
  readonly argument?: CommandArgument;
  readonly options: readonly CommandOption[];
  run(context: CommandContext, options: Options): Promise<Outcome<Data>>;
  /** The data as text for people; ends without a line feed. */
  format(data: Data, style: Style): string;
}
