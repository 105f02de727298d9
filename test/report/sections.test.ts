import { REPORT_SECTIONS, unfilledSections } from '../../lib/report/sections';

const TITLES = REPORT_SECTIONS.map(({ title }) => title);

describe('the sections of a report', () => {
  it('are those of a blameless postmortem, each with a question', () => {
    expect(TITLES).toEqual([
      'Summary',
      'Impact',
      'What happened',
      'What went well',
      'What went wrong',
      'Where we were lucky',
      'Contributing factors',
      'What we will do',
    ]);
    expect(REPORT_SECTIONS.filter(({ question }) => !/[.?]$/.test(question))).toEqual([]);
  });

  it('are all unfilled in an empty file, and in one with only the questions', () => {
    expect(unfilledSections('')).toEqual(TITLES);
    expect(unfilledSections(report((_, question) => `<!-- ${question} -->`))).toEqual(TITLES);
  });

  it('are filled by a sentence, and then nothing is missing', () => {
    expect(unfilledSections(report((title) => `About ${title}.`))).toEqual([]);
  });

  it('tells those that are missing or empty, in the order of the report', () => {
    const markdown = report((title) => (title === 'Impact' || title === 'Summary' ? '' : 'Words.'));
    expect(unfilledSections(markdown)).toEqual(['Summary', 'Impact']);
  });

  it.each([
    ['a comment of several lines', '<!-- one\n\ntwo\n-->\n'],
    ['a comment without an end', '<!-- one\n'],
    ['empty list items', '- \n* \n1. \n- [ ] \n'],
    ['a table without rows', '| what | who | by when |\n|---|:-:|--:|\n|  |  |  |\n'],
    ['a sub-heading', '### Later\n'],
    ['a rule', '---\n'],
    ['an empty block of code', '```\n\n```\n'],
  ])('does not take %s for text', (_, body) => {
    expect(
      unfilledSections(`${report((title) => (title === 'Summary' ? '' : 'Words.'))}\n## Summary\n\n${body}`),
    ).toEqual(['Summary']);
  });

  it.each([
    ['a row of a table', '| what | who |\n|---|---|\n| a test | Ana |\n'],
    ['text below a sub-heading', '### Later\n\nWords.\n'],
    ['text after a comment on the same line', '<!-- question --> Words.\n'],
    ['a heading in code, which is no heading', '```\n# Impact\n```\n'],
    ['a list item', '- [x] done\n'],
  ])('takes %s for text', (_, body) => {
    expect(unfilledSections(`## Summary\n\n${body}`)).not.toContain('Summary');
  });

  it('finds a heading of another level, in other letters, with other line ends', () => {
    expect(unfilledSections('### SUMMARY ###\r\n\r\nWords.\r\n')).not.toContain('Summary');
  });

  it('does not give the text of the next section to the one before it', () => {
    expect(unfilledSections('## Summary\n\n## Impact\n\nWords.\n')).toContain('Summary');
  });
});

function report(body: (title: string, question: string) => string): string {
  return REPORT_SECTIONS.map(({ title, question }) => `## ${title}\n\n${body(title, question)}\n`).join('\n');
}
