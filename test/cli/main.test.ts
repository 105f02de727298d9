import { stripVTControlCharacters } from 'node:util';
import type { Command } from '../../lib/cli/command';
import { InterruptedError } from '../../lib/cli/interrupted';
import { main } from '../../lib/cli/main';
import { LabError } from '../../lib/model/errors';
import { fakeHost } from './fake-host';

function commandOf(run: Command['run']): Command[] {
  return [
    {
      name: 'test',
      summary: 'a test',
      examples: ['lab test'],
      options: [],
      run,
      format: (data) => `data: ${JSON.stringify(data)}`,
    },
  ];
}

const failing = (error: unknown) =>
  commandOf(async () => {
    throw error;
  });

describe('main', () => {
  it('prints the formatted data and resolves with 0', async () => {
    const host = fakeHost();
    expect(
      await main(
        ['test'],
        host,
        commandOf(async () => ({ data: { a: 1 } })),
      ),
    ).toBe(0);
    expect(host.stdoutText()).toBe('data: {"a":1}\n');
    expect(host.stderrText()).toBe('');
  });

  it('prints the data as JSON on standard output, and everything else on standard error', async () => {
    const host = fakeHost();
    const commands = commandOf(async ({ progress, childOutput }) => {
      progress('half way');
      return { data: { childOutput } };
    });
    expect(await main(['test', '--json'], host, commands)).toBe(0);
    expect(JSON.parse(host.stdoutText())).toEqual({ childOutput: 'stderr' });
    expect(host.stderrText()).toBe('half way\n');
  });

  it("resolves with the command's own exit code", async () => {
    expect(
      await main(
        ['test'],
        fakeHost(),
        commandOf(async () => ({ data: {}, exitCode: 1 })),
      ),
    ).toBe(1);
  });

  it('prints the data before it stays in the foreground', async () => {
    const host = fakeHost();
    const commands = commandOf(async () => ({
      data: 'ready',
      foreground: async () => (host.stdoutText() === 'data: "ready"\n' ? 42 : 0),
    }));
    expect(await main(['test'], host, commands)).toBe(42);
  });

  it('prints no colours and asks nothing without a terminal', async () => {
    const host = fakeHost();
    const commands = commandOf(async ({ style, ask, transient }) => ({
      data: [style.good('fine'), ask === undefined, transient === undefined],
    }));
    await main(['test'], host, commands);
    expect(host.stdoutText()).toBe('data: ["fine",true,true]\n');
  });

  it('prints colours on a terminal unless NO_COLOR is set', async () => {
    const paint = commandOf(async ({ style }) => ({ data: style.good('fine') }));
    const colourful = fakeHost({ isTTY: true });
    await main(['test'], colourful, paint);
    expect(colourful.stdoutText()).toContain('\\u001b[32m');
    const plain = fakeHost({ isTTY: true, environment: { NO_COLOR: '1' } });
    await main(['test'], plain, paint);
    expect(plain.stdoutText()).toBe('data: "fine"\n');
  });

  it.each([
    ['y\n', true],
    ['Yes\n', true],
    ['\n', false],
    ['n\n', false],
    ['', false],
  ])('takes the answer %j to a question as %s', async (input, expected) => {
    const host = fakeHost({ isTTY: true, environment: { NO_COLOR: '1' }, input });
    await main(
      ['test'],
      host,
      commandOf(async ({ ask }) => ({ data: await ask?.('Shall I?') })),
    );
    expect(host.stdoutText()).toBe(`data: ${expected}\n`);
    expect(stripVTControlCharacters(host.stderrText())).toBe('\rShall I? [y/N] ');
  });

  it('fails with one sentence and exit code 1', async () => {
    const host = fakeHost();
    expect(await main(['test'], host, failing(new LabError('Broken', 'it is broken; mend it')))).toBe(1);
    expect(host.stderrText()).toBe('lab: it is broken; mend it\n');
    expect(host.stdoutText()).toBe('');
  });

  it('fails with exit code 2 when an argument is wrong', async () => {
    const host = fakeHost();
    expect(await main(['test', '--nonsense'], host, failing(new Error()))).toBe(2);
    expect(host.stderrText()).toBe(`lab: unknown option '--nonsense'; see "lab test --help"\n`);
  });

  it("fails with the signal's exit code when it was stopped", async () => {
    expect(await main(['test'], fakeHost(), failing(new InterruptedError('SIGINT', 'stopped')))).toBe(130);
    expect(await main(['test'], fakeHost(), failing(new InterruptedError('SIGTERM', 'stopped')))).toBe(143);
  });

  it('shows where an error comes from only with --debug', async () => {
    const error = new LabError('Broken', 'it is broken', { cause: new Error('the wire was cut') });
    const host = fakeHost();
    await main(['test', '--debug'], host, failing(error));
    expect(host.stderrText()).toMatch(/^lab: it is broken\nLabError: it is broken\n {4}at /);
    expect(host.stderrText()).toContain('\ncaused by Error: the wire was cut\n    at ');
  });

  it('says that an unexpected error is a defect of the lab', async () => {
    const host = fakeHost();
    expect(await main(['test'], host, failing(new TypeError('x is not a function')))).toBe(1);
    expect(host.stderrText()).toBe(
      'lab: x is not a function (a defect of the lab: run it again with --debug to see where it comes from)\n',
    );
  });
});
