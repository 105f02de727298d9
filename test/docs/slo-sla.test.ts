import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';
import { missing, unexplained } from './_numbers';
import { numbersOfThePage } from './_slo-sla';

const page = readFileSync(join(findProjectRoot(__dirname), 'docs/slo-sla.md'), 'utf8');
const phrases = numbersOfThePage();

describe('docs/slo-sla.md', () => {
  it('has every number as the SLO files and the arithmetic give it', () => {
    expect(missing(page, phrases)).toEqual([]);
  });

  it('has no number that nobody computes', () => {
    expect(unexplained(page, phrases)).toEqual([]);
  });

  it('fails when any one digit outside of code and names is another one', () => {
    const prose = page.replace(/`[^`\n]*`|\]\([^)\n]*\)|\b[1-5]xx\b/g, (code) => '·'.repeat(code.length));
    const unnoticed = [...prose.matchAll(/\d/g)].filter(({ index, 0: digit }) => {
      const other = page.slice(0, index) + String((Number(digit) + 1) % 10) + page.slice(index + 1);
      return missing(other, phrases).length === 0 && unexplained(other, phrases).length === 0;
    });
    expect(unnoticed.map(({ index }) => page.slice(index - 20, index + 10))).toEqual([]);
  });
});
