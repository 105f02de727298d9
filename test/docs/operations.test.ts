import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../lib/cli/commands/index';
import { parseCommandLine } from '../../lib/cli/program';
import { findProjectRoot } from '../../lib/model/project-root';
import { ESCALATION, SEVERITIES } from '../../lib/report/severity';
import { durationText } from '../../lib/slo/duration-text';

const ROOT = findProjectRoot(__dirname);

/** Every `npx lab …` in the backquotes of a text, as a shell hands it over; `<name>` stands for a word. */
function commandsIn(text: string): string[][] {
  return [...text.matchAll(/`npx lab ([^`]+)`/g)].map(([, line = '']) =>
    [...line.matchAll(/'([^']*)'|"([^"]*)"|\S+/g)].map(([word, single, double]) => single ?? double ?? word),
  );
}

describe.each(['docs/operations.md', 'docs/runbooks/database.md', 'docs/runbooks/saturation.md'])('%s', (file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');

  it('names only commands that there are, with options that they have', async () => {
    const commands = commandsIn(text);
    expect(commands.length).toBeGreaterThan(3);
    for (const argv of commands) {
      // What is wrong says which command it is.
      const parsed = await parseCommandLine(argv, COMMANDS, '1.2.3').catch((error: unknown) => ({ argv, error }));
      expect(parsed).toMatchObject({ command: expect.anything() });
    }
  });
});

describe('docs/operations.md', () => {
  const text = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');

  it("has the severities' response times and the levels of escalation", () => {
    const words: Readonly<Record<string, string>> = {
      '15m': '15 minutes',
      '1h': '1 hour',
      '4h': '4 hours',
      '1d': '24 hours',
    };
    for (const { name, responseSeconds } of SEVERITIES) {
      const row = text.split('\n').find((line) => line.startsWith(`| ${name} |`));
      expect(row).toContain(`| ${words[durationText(responseSeconds)]} |`);
    }
    for (const [index, who] of ESCALATION.entries()) expect(text).toContain(`| ${index + 1} | ${who}`);
  });

  it('has a command, a page or a file for every item of the checklists', () => {
    const rows = text
      .slice(text.indexOf('### Daily'))
      .split('\n')
      .filter((line) => /^\| (?!what|---)/.test(line) && !line.startsWith('|---'));
    expect(rows).toHaveLength(16);
    expect(rows.filter((row) => !/`npx lab |`docs\//.test(row))).toEqual([]);
  });
});
