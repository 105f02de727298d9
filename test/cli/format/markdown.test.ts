import { inlineLines, markdownLines } from '../../../lib/cli/format/markdown';
import { PLAIN, styleOf } from '../../../lib/cli/format/style';

function shown(markdown: string, width = 60): string {
  return markdownLines(markdown, { style: PLAIN, width, folder: 'docs/lessons' }).join('\n');
}

describe('Markdown on a terminal', () => {
  test('wraps paragraphs, and leaves code as it is', () => {
    expect(
      shown(
        'one two three\nfour five six seven\n\n```sh\nnpx lab fault error --strength 10% --for 2m --route /api\n```\n',
        24,
      ),
    ).toBe('one two three four five\nsix seven\n\n    npx lab fault error --strength 10% --for 2m --route /api');
  });

  test('has lists with what belongs to their items', () => {
    expect(shown('1. Do\n   it.\n\n   ```\n   run\n   ```\n\n2. Again:\n   - a\n   - b\n')).toBe(
      '1. Do it.\n\n       run\n\n2. Again:\n\n   • a\n   • b',
    );
  });

  test('aligns a table, and turns one that is too wide into lines', () => {
    const table = '| what | class hour |\n|---|--:|\n| budget | 360 |\n| `a\\|b` | 36 s |\n';
    expect(shown(table)).toBe('what    class hour\nbudget  360\na|b     36 s');
    expect(shown('| what | how |\n|---|---|\n| budget | as many requests as may fail |\n', 24)).toBe(
      'what: budget\nhow: as many requests as\nmay fail',
    );
  });

  test('shows links as places in the project, and addresses whole', () => {
    expect(shown('[Faults](../faults.md), [Workbook](https://sre.google/workbook/), <https://a.b>', 200)).toBe(
      'Faults (docs/faults.md), Workbook (https://sre.google/workbook/), https://a.b',
    );
  });

  test('has headings, quotes, and pieces of a line', () => {
    expect(shown('### A *b*\n\n> **c** `d e`\n')).toBe('A b\n\n│ c d e');
    expect(inlineLines('one\ntwo', { style: PLAIN, width: 60 })).toEqual(['one two']);
  });

  test('colours do not count as width, and there are none without colours', () => {
    const lines = markdownLines('**one** two three four', { style: styleOf(true), width: 24 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('\u001B[1mone');
    expect(shown('**one** `two`')).toBe('one two');
  });

  test.each(['', '|', '```', '- ', '>', '# ', '1.', '**', '[a](', '|a|\n|-|', '\u0000'])(
    'never fails: %j',
    (markdown) => {
      expect(() => shown(markdown, 1)).not.toThrow();
    },
  );
});
