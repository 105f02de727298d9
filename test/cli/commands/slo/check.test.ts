import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sloCheck } from '../../../../lib/cli/commands/slo/check';
import { PLAIN } from '../../../../lib/cli/format/style';
import { main } from '../../../../lib/cli/main';
import { findProjectRoot } from '../../../../lib/model/project-root';
import { fakeHost } from '../../fake-host';
import { temporaryFolder } from '../../temporary-folder';

const SERVICE = 'apiVersion: openslo/v1\nkind: Service\nmetadata:\n  name: shop\nspec: {}\n';
const folder = temporaryFolder();

async function check(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const host = fakeHost({ root: findProjectRoot(__dirname) });
  const exitCode = await main(['slo', 'check', ...args], host);
  return { exitCode, stdout: host.stdoutText(), stderr: host.stderrText() };
}

function write(name: string, text: string): string {
  const file = join(folder(), name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('lab slo check', () => {
  it("says how much is fine, of the lab's own SLOs without an argument", async () => {
    expect(await check()).toEqual({
      exitCode: 0,
      stderr: '',
      stdout:
        '7 SLOs with 10 objectives in 6 files; 5 SLI, 1 Service, 1 DataSource, 3 AlertPolicy, 3 AlertCondition, 2 AlertNotificationTarget\n',
    });
  });

  it('prints problems as a compiler does, with the line below them, and ends with 1', async () => {
    const good = write('good.yaml', SERVICE);
    const bad = write(
      'bad.yaml',
      `${SERVICE.replace('shop', 'Shop').replace('spec: {}', 'spec: { a: 1, b: "2" }')}---\nx: "\n`,
    );
    expect(await check(good, bad)).toEqual({
      exitCode: 1,
      stderr: '',
      stdout: [
        `${bad}:4: metadata.name: got Shop; allowed: a name of at most 63 lower-case letters, digits and "-", with a letter or digit at both ends`,
        '     4 |   name: Shop',
        `${bad}:5: spec.a: got 1; no such key here; allowed: description`,
        `${bad}:5: spec.b: got "2"; no such key here; allowed: description`,
        '     5 | spec: { a: 1, b: "2" }',
        `${bad}:7: got no valid YAML; the " is never closed`,
        '     7 | x: "',
        '',
        '4 problems in 1 of 2 files',
        '',
      ].join('\n'),
    });
  });

  it('reads the .yaml and .yml files of a folder, each once', async () => {
    const one = write('folder/one.yaml', SERVICE);
    write('folder/two.yml', SERVICE.replace('shop', 'bank'));
    write('folder/notes.md', 'not YAML: "');
    const { stdout } = await check(join(folder(), 'folder'), one);
    expect(stdout).toBe('0 SLOs with 0 objectives in 2 files; 2 Service\n');
  });

  it('prints the same as JSON', async () => {
    const bad = write('json.yaml', SERVICE.replace('Service', 'Servise'));
    const { exitCode, stdout } = await check(bad, '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      files: 1,
      slos: 0,
      problems: [{ file: bad, line: 2, path: 'kind', got: 'Servise', sourceLine: 'kind: Servise' }],
    });
  });

  it.each([
    [
      'a file that is not there',
      'nowhere.yaml',
      'nowhere.yaml cannot be read: there is no such file; name files or folders of OpenSLO documents',
    ],
    ['what is no file', '/dev/null', '/dev/null is neither a file nor a folder; name one of OpenSLO documents'],
  ])('fails with 2 for %s', async (_title, name, sentence) => {
    expect(await check(name)).toEqual({ exitCode: 2, stdout: '', stderr: `lab: ${sentence}\n` });
  });

  it('fails with 2 for a folder without a .yaml file', async () => {
    write('empty/notes.md', '');
    const empty = join(folder(), 'empty');
    const sentence = `the folder ${empty} has no .yaml file; name a file or folder of OpenSLO documents`;
    expect(await check(empty)).toEqual({ exitCode: 2, stdout: '', stderr: `lab: ${sentence}\n` });
  });

  it('shows what a terminal would act on as a mark, and cuts long lines', () => {
    const problem = { file: 'a.yaml', line: 1, path: '', got: 'the character U+001B', message: 'allowed: text' };
    const objects = {
      SLO: 0,
      SLI: 0,
      Service: 0,
      DataSource: 0,
      AlertPolicy: 0,
      AlertCondition: 0,
      AlertNotificationTarget: 0,
    };
    const sourceLine = `\u001B[2J${'x'.repeat(200)}`;
    const report = { files: 1, slos: 0, objectives: 0, objects, problems: [{ ...problem, sourceLine }] };
    expect(sloCheck.format(report, PLAIN)).toBe(
      `a.yaml:1: got the character U+001B; allowed: text\n     1 | �[2J${'x'.repeat(115)}…\n\n1 problem in 1 of 1 file`,
    );
  });
});
