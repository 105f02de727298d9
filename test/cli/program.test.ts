import { COMMANDS } from '../../lib/cli/commands/index';
import { parseCommandLine, wordsOf } from '../../lib/cli/program';

const parse = (...argv: string[]) => parseCommandLine(argv, COMMANDS, '1.2.3');

async function helpOf(...argv: string[]): Promise<string> {
  const asked = await parse(...argv);
  return 'help' in asked ? asked.help : '';
}

describe('the command line', () => {
  it('fills in the defaults of lab up', async () => {
    expect(await parse('up')).toMatchObject({
      command: { name: 'up' },
      options: { traffic: 10, port: 4566, network: 'auto' },
    });
  });

  it('reads every option of lab up', async () => {
    const asked = await parse(
      'up',
      '--detach',
      '--traffic',
      '0',
      '--yes',
      '--port',
      '0',
      '--network',
      'loopback',
      '--json',
      '--debug',
    );
    expect(asked).toMatchObject({
      options: { detach: true, traffic: 0, yes: true, port: 0, network: 'loopback', json: true, debug: true },
    });
  });

  it('lists the commands and where to start, asked for help or for nothing', async () => {
    for (const help of [await helpOf('--help'), await helpOf()]) {
      for (const { name, summary } of COMMANDS.map((command) => command.group ?? command)) {
        expect(help).toContain(name);
        expect(help.replace(/\s+/g, ' ')).toContain(summary);
      }
      expect(help).toContain('Start here: npx lab up');
    }
  });

  it('prints the version', async () => {
    expect(await helpOf('--version')).toBe('1.2.3\n');
  });

  it.each(COMMANDS.map((command) => [wordsOf(command).join(' '), command.examples[0] ?? '']))(
    'shows an example in the help of lab %s',
    async (words, example) => {
      const help = await helpOf(...words.split(' '), '--help');
      expect(help).toContain(example);
      expect(help).toContain('--json');
    },
  );

  it('lists the commands of a group, asked for help or for nothing', async () => {
    for (const help of [await helpOf('slo', '--help'), await helpOf('slo')]) expect(help).toContain('check');
  });

  it('hands over what follows the words of a command', async () => {
    expect(await parse('slo', 'check', 'one.yaml', 'two.yaml', '--json')).toMatchObject({
      command: { name: 'check' },
      options: { files: ['one.yaml', 'two.yaml'], json: true },
    });
    expect(await parse('slo', 'check')).toMatchObject({ options: { files: [] } });
  });

  it.each([
    [['stauts'], `unknown command 'stauts' (Did you mean status?); see "lab --help"`],
    [['up', '--trafic', '3'], `unknown option '--trafic' (Did you mean --traffic?); see "lab up --help"`],
    [['up', '--traffic', 'much'], '--traffic is "much"; allowed: a whole number from 0 to 1000'],
    [['up', '--traffic', '-1'], '--traffic is "-1"; allowed: a whole number from 0 to 1000'],
    [['up', '--traffic', '1e3'], '--traffic is "1e3"; allowed: a whole number from 0 to 1000'],
    [['up', '--port', '70000'], '--port is "70000"; allowed: a whole number from 0 to 65535'],
    [['up', '--network', 'docker'], '--network is "docker"; allowed: auto, namespaces, loopback'],
    [
      ['status', '--lab', 'Team_3'],
      '--lab is "Team_3"; allowed: 1 to 32 lowercase letters, digits and hyphens, with a letter first and no hyphen last',
    ],
    [['status', '--lab', ''], expect.stringMatching(/^--lab is ""; allowed: 1 to 32/)],
    [['up', '--port'], `option '--port <port>' argument missing; see "lab up --help"`],
    [['slo', 'chek'], `unknown command 'chek' (Did you mean check?); see "lab slo --help"`],
    [['slo', 'check', '--jsn'], `unknown option '--jsn' (Did you mean --json?); see "lab slo check --help"`],
    [['down', 'now'], `too many arguments for 'down': expected 0 arguments but got 1; see "lab down --help"`],
  ])('fails on %j with a sentence', async (argv, sentence) => {
    await expect(parse(...argv)).rejects.toMatchObject({ code: 'InvalidArgument', message: sentence });
  });
});
