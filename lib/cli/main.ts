import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { LabError } from '../model/errors';
import type { Command, CommandContext } from './command';
import { COMMANDS } from './commands/index';
import { formatFailure } from './format/failure';
import { styleOf, wantsColour } from './format/style';
import { startHeartbeat, type Heartbeat } from './heartbeat';
import type { Host, Output } from './host';
import { InterruptedError } from './interrupted';
import { parseCommandLine, wordsOf } from './program';
import { promptLines, type PromptLines } from './prompt-lines';
import { terminalOf } from './terminal';

/** Runs one command line; the only place of the CLI that prints. Resolves with the exit code. */
export async function main(
  argv: readonly string[],
  host: Host,
  commands: readonly Command[] = COMMANDS,
): Promise<number> {
  try {
    const asked = await parseCommandLine(argv, commands, versionOf(host.root));
    if ('help' in asked) {
      host.stdout.write(asked.help);
      return 0;
    }
    const { command, options } = asked;
    const json = options['json'] === true;
    const lines = promptLines(host.stdin);
    const { context, heartbeat } = contextOf(host, json, wordsOf(command).join(' '), lines);
    const outcome = await command.run(context, options).finally(() => {
      heartbeat?.stop();
      lines.close();
    });
    const text = json ? JSON.stringify(outcome.data, null, 2) : command.format(outcome.data, context.style);
    if (text !== '') host.stdout.write(`${text}\n`);
    return outcome.foreground ? await outcome.foreground() : (outcome.exitCode ?? 0);
  } catch (error) {
    host.stderr.write(`${startOfLine(host, host.stderr)}${formatFailure(error, argv.includes('--debug'))}\n`);
    if (error instanceof InterruptedError) return error.exitCode;
    return error instanceof LabError && error.code === 'InvalidArgument' ? 2 : 1;
  }
}

function contextOf(
  host: Host,
  json: boolean,
  words: string,
  lines: PromptLines,
): { readonly context: CommandContext; readonly heartbeat: Heartbeat | undefined } {
  // With --json, standard output is for the data alone: whatever else there is to say goes to standard error.
  const screen = json ? host.stderr : host.stdout;
  const style = styleOf(wantsColour(host.environment, screen.isTTY === true));
  const start = startOfLine(host, screen);
  const transient = start ? (line: string) => screen.write(start + line) : undefined;
  const heartbeat =
    transient &&
    startHeartbeat(
      words,
      (line) => transient(style.quiet(line)),
      () => screen.write(start),
    );
  /** Who says something needs nobody to say it. */
  const saying =
    <Arguments extends readonly unknown[], Result>(say: (...given: Arguments) => Result) =>
    (...given: Arguments) => {
      heartbeat?.stop();
      return say(...given);
    };
  const context: CommandContext = {
    root: host.root,
    environment: host.environment,
    signals: host.signals,
    style,
    childOutput: json ? 'stderr' : 'stdout',
    progress: saying((line) => screen.write(`${start}${line}\n`)),
    ...(transient ? { transient: saying(transient) } : {}),
    ...(start && !json ? { terminal: terminalOf(host) } : {}),
    ...(host.stdin.isTTY && host.stderr.isTTY ? { ask: saying((question: string) => ask(host, question)) } : {}),
    ...(host.stdin.isTTY && screen.isTTY && !json ? { prompt: saying(promptFor) } : {}),
  };
  return { context, heartbeat };

  function promptFor(question: string): Promise<string | undefined> {
    screen.write(`${start ?? ''}${question} `);
    return lines.next();
  }
}

/** Clears a line that is there only until the next one; empty where lines cannot be replaced. */
function startOfLine(host: Host, screen: Output): string {
  return screen.isTTY === true && host.environment['TERM'] !== 'dumb' ? '\r\u001B[2K' : '';
}

async function ask(host: Host, question: string): Promise<boolean> {
  const lines = createInterface({ input: host.stdin });
  try {
    host.stderr.write(`${startOfLine(host, host.stderr)}${question} [y/N] `);
    const { value } = await lines[Symbol.asyncIterator]().next();
    return /^y(es)?$/i.test(String(value ?? '').trim());
  } finally {
    lines.close();
  }
}

function versionOf(root: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return version;
}
