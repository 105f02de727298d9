import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import type { CommandContext } from '../../lib/cli/command';
import { PLAIN } from '../../lib/cli/format/style';
import type { Environment, Host } from '../../lib/cli/host';

export interface FakeHost extends Host {
  readonly signals: EventEmitter;
  stdoutText(): string;
  stderrText(): string;
}

/** A process that only remembers what was printed. */
export function fakeHost(
  options: { root?: string; environment?: Environment; input?: string; isTTY?: boolean } = {},
): FakeHost {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const isTTY = options.isTTY ?? false;
  return {
    root: options.root ?? process.cwd(),
    environment: options.environment ?? {},
    stdin: Object.assign(Readable.from(options.input === undefined ? [] : [options.input]), {
      isTTY,
    }),
    stdout: { write: (text) => stdout.push(text), isTTY },
    stderr: { write: (text) => stderr.push(text), isTTY },
    signals: new EventEmitter(),
    stdoutText: () => stdout.join(''),
    stderrText: () => stderr.join(''),
  };
}

/** A command's context that remembers its progress. */
export function fakeContext(overrides: Partial<CommandContext> = {}): CommandContext & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    root: '/project',
    environment: {},
    signals: new EventEmitter(),
    style: PLAIN,
    childOutput: 'stderr',
    progress: (line) => lines.push(line),
    lines,
    ...overrides,
  };
}
