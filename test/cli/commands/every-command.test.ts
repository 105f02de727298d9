import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../../lib/cli/command';
import { COMMANDS } from '../../../lib/cli/commands/index';
import { parseCommandLine, wordsOf } from '../../../lib/cli/program';
import { findProjectRoot } from '../../../lib/model/project-root';

const ROOT = findProjectRoot(__dirname);
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The words of the `npx lab …` in an example, as a shell hands them over. */
function argvOf(example: string): string[] {
  const line = example.split('npx lab ')[1]?.split(/\s[#|]|\)"/)[0] ?? '';
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, inQuotes]) => inQuotes ?? word);
}

const each = COMMANDS.map((command): [string, Command] => [wordsOf(command).join(' '), command]);

describe.each(each)('lab %s', (words, command) => {
  it('has a help with examples that are its own, and that work', async () => {
    const asked = await parseCommandLine([...words.split(' '), '--help'], COMMANDS, '1.2.3');
    const help = 'help' in asked ? asked.help : '';
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) {
      expect(help).toContain(example);
      expect(argvOf(example).slice(0, words.split(' ').length)).toEqual(words.split(' '));
      expect(await parseCommandLine(argvOf(example), COMMANDS, '1.2.3')).toMatchObject({
        command: { name: command.name },
      });
    }
  });

  it('prints its data as JSON when asked, and where an error comes from', async () => {
    const [first = ''] = command.examples;
    const argv = [...argvOf(first).filter((word) => word !== '--json'), '--json', '--debug'];
    expect(await parseCommandLine(argv, COMMANDS, '1.2.3')).toMatchObject({ options: { json: true, debug: true } });
  });

  it('is said in one line, and so is each of its options', () => {
    const lines = [command.summary, ...command.options.map(({ description }) => description)];
    for (const line of lines) {
      expect(line).not.toMatch(/\n|\.$/);
      expect(line.length).toBeGreaterThan(5);
    }
    expect(command.summary).toMatch(/^[a-z]/);
  });

  it('refuses an option that it does not have with exit code 2 and a way to its help', async () => {
    await expect(parseCommandLine([...words.split(' '), '--colour'], COMMANDS, '1.2.3')).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringContaining(`see "lab ${words} --help"`),
    });
  });

  it('is in the README', () => {
    expect(README).toContain(`\`npx lab ${words}`);
  });
});
