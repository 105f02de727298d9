import { REPORT_SECTIONS, unfilledSections } from '../../report/sections';
import { fail, open, pass, type Verdict } from './verdict';

/** Judges an incident report; undefined when there is no such file. */
export function gradeReport(file: string, markdown: string | undefined): Verdict {
  const expected = `${file} with all ${REPORT_SECTIONS.length} sections written`;
  if (markdown === undefined)
    return open(expected, 'make one with "npx lab report", and write what data cannot know', 'there is no such file');
  const empty = unfilledSections(markdown);
  const seen = `${REPORT_SECTIONS.length - empty.length} of ${REPORT_SECTIONS.length} sections are written`;
  if (empty.length === 0) return pass(seen, expected);
  const asked = REPORT_SECTIONS.filter(({ title }) => empty.includes(title)).map(
    ({ title, question }) => `${title}: ${question}`,
  );
  return fail(seen, expected, asked.join('\n'));
}
