import { spawnSync } from 'node:child_process';
import { completion } from '../../../lib/cli/commands/completion';
import { COMMANDS } from '../../../lib/cli/commands/index';
import { completionSteps } from '../../../lib/cli/completion/words';
import { findProgram } from '../../../lib/cli/find-program';
import { wordsOf } from '../../../lib/cli/program';
import { fakeContext } from '../fake-host';

// Shells as processes, on a machine that may be busy.
jest.setTimeout(30_000);

const scriptFor = async (shell: string) => (await completion.run(fakeContext(), { shell })).data.script;

function bash(script: string) {
  return spawnSync('bash', ['--norc', '--noprofile'], { input: script, encoding: 'utf8' });
}

/** What bash would offer for a command line whose last word is being typed. */
async function offered(...line: string[]): Promise<string[]> {
  const asked = `${await scriptFor('bash')}
COMP_WORDS=(${line.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${line.length - 1}
_lab
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = bash(asked);
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

describe('completion in bash', () => {
  it('offers every command, and what begins as typed', async () => {
    const first = new Set(COMMANDS.map((command) => wordsOf(command)[0]!));
    expect(new Set(await offered('lab', ''))).toEqual(first);
    expect(await offered('lab', 'sw')).toEqual(['sweep']);
    expect(await offered('npx', 'lab', 'comp')).toEqual(['completion']);
  });

  it('offers the commands of a group, options, and the values of options and arguments', async () => {
    expect(await offered('lab', 'slo', 'ex')).toEqual(['explain']);
    expect(await offered('lab', 'sweep', '--d')).toEqual(['--delete', '--dry-run', '--debug']);
    expect(await offered('lab', 'cost', '--con')).toEqual(['--context']);
    expect(await offered('lab', 'status', '--target', '')).toEqual(['local', 'aws']);
    expect(await offered('lab', 'up', '--detach', '--network', 'lo')).toEqual(['loopback']);
    expect(await offered('lab', 'open', 'gra')).toEqual(['grafana']);
    expect(await offered('lab', 'completion', '')).toEqual(['bash', 'zsh']);
  });

  it('offers nothing of its own where a file may come: bash completes that', async () => {
    expect(await offered('lab', 'slo', 'check', 'obs')).toEqual([]);
  });

  it('is registered, and leaves a completion of npx that is there already', async () => {
    const script = await scriptFor('bash');
    expect(bash(`${script}\ncomplete -p lab npx`).stdout).toBe(
      'complete -o default -F _lab lab\ncomplete -o default -F _lab_npx npx\n',
    );
    expect(bash(`complete -W mine npx\n${script}\ncomplete -p npx`).stdout).toBe("complete -W 'mine' npx\n");
  });

  it('completes what is typed at a terminal', async () => {
    const typed = `${await scriptFor('bash')}\nlab() { echo "ran: $*"; }\nlab swe\t--dele\t\nexit\n`;
    const { stdout } = spawnSync('script', ['-qec', 'bash --norc --noprofile -i', '/dev/null'], {
      input: typed,
      encoding: 'utf8',
      env: { ...process.env, TERM: 'dumb', PS1: '$ ' },
    });
    expect(stdout).toContain('ran: sweep --delete');
  });
});

describe('completion in zsh', () => {
  it('names every command with what it is for', async () => {
    const script = await scriptFor('zsh');
    for (const { name, summary } of COMMANDS.map((command) => command.group ?? command)) {
      expect(script).toContain(`'${name}:${summary.replace(/[:\\]/g, '\\$&').replaceAll("'", `'\\''`)}'`);
    }
  });
});

const zsh = findProgram('zsh', process.env);
const [run, why] = zsh ? [describe, ''] : [describe.skip, ' (skipped: zsh is not on PATH)'];

run(`the script for zsh${why}`, () => {
  it('is read without a complaint, and registered', async () => {
    const asked = `${await scriptFor('zsh')}\nprint $_comps[lab]\n`;
    const { stdout, stderr, status } = spawnSync(zsh!, ['-f'], { input: asked, encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout.trim()).toBe('_lab');
  });
});

describe('lab completion', () => {
  it('fails for another shell', async () => {
    await expect(completion.run(fakeContext(), { shell: 'fish' })).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: 'the shell is "fish"; allowed: bash, zsh',
    });
  });

  it('has a step for every command', () => {
    const paths = completionSteps(COMMANDS).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(COMMANDS.map((command) => wordsOf(command).join(' '))));
  });
});
