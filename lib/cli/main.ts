import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { LabError } from '../model/errors';
import type { Command, CommandContext } from './command';
import { COMMANDS } from './commands/index';
import { formatFailure } from './format/failure';
import { styleOf, wantsColour } from './format/style';
import type { Host, Output } from './host';
import { InterruptedError } from './interrupted';
import { parseCommandLine } from './program';
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
    const context = contextOf(host, json);
    const outcome = await command.run(context, options);
    const text = json ? JSON.stringify(outcome.data, null, 2) : command.format(outcome.data, context.style);
    if (text !== '') host.stdout.write(`${text}\n`);
    return outcome.foreground ? await outcome.foreground() : (outcome.exitCode ?? 0);
  } catch (error) {
    host.stderr.write(`${startOfLine(host, host.stderr)}${formatFailure(error, argv.includes('--debug'))}\n`);
    if (error instanceof InterruptedError) return error.exitCode;
    return error instanceof LabError && error.code === 'InvalidArgument' ? 2 : 1;
  }
}

function contextOf(host: Host, json: boolean): CommandContext {
  // With --json, standard output is for the data alone: whatever else there is to say goes to standard error.
  const screen = json ? host.stderr : host.stdout;
  const style = styleOf(wantsColour(host.environment, screen.isTTY === true));
  const start = startOfLine(host, screen);
  return {
    root: host.root,
    environment: host.environment,
    signals: host.signals,
    style,
    childOutput: json ? 'stderr' : 'stdout',
    progress: (line) => screen.write(`${start}${line}\n`),
    ...(start ? { transient: (line: string) => screen.write(start + line) } : {}),
    ...(start && !json ? { terminal: terminalOf(host) } : {}),
    ...(host.stdin.isTTY && host.stderr.isTTY ? { ask: (question: string) => ask(host, question) } : {}),
  };
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
