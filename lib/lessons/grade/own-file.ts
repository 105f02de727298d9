import type { OwnFileCheck } from '../model';
import { fail, open, pass, type Verdict } from './verdict';

/** What came of a student's file. */
export type OwnFileFacts =
  | { readonly kind: 'missing' }
  /** Sentences, each with file and line. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] }
  /** Nobody could try it; why. */
  | { readonly kind: 'untried'; readonly why: string }
  | { readonly kind: 'tried'; readonly cases: readonly CaseResult[] };

/** One hidden case. */
export interface CaseResult {
  readonly name: string;
  readonly because: string;
  readonly ok: boolean;
  /** What promtool said; empty when it is ok. */
  readonly output: string;
}

/** So many problems of a file are told at once. */
const TOLD = 5;

export function gradeOwnFile({ kind, file: planned }: OwnFileCheck, file: string, facts: OwnFileFacts): Verdict {
  const what = kind === 'slo' ? 'an OpenSLO file' : 'a rule file';
  switch (facts.kind) {
    case 'missing': {
      const because = `write it there, or name another with --answer; the lesson's own name is ${planned}`;
      return open(`${what} at ${file}`, because, 'there is no such file');
    }
    case 'refused': {
      const told = facts.problems.slice(0, TOLD);
      const more = facts.problems.length - told.length;
      const because = [...told, ...(more > 0 ? [`and ${more} more; "npx lab slo check ${file}" tells all`] : [])].join(
        '\n',
      );
      return fail(`${file} with ${counted(facts.problems.length, 'problem')}`, `${what} without a problem`, because);
    }
    case 'untried':
      return open(`${what} that passes its cases`, facts.why, file);
    default: {
      const { cases } = facts;
      const wrong = cases.filter(({ ok }) => !ok);
      const expected = `${file} does what is asked in ${counted(cases.length, 'case')}`;
      const seen = `${cases.length - wrong.length} of ${cases.length} as asked`;
      if (wrong.length === 0) return pass(seen, expected);
      return fail(seen, expected, wrong.map(caseText).join('\n'));
    }
  }
}

function caseText({ name, because, output }: CaseResult): string {
  const told = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 8);
  return [`${name}: ${because}`, ...told.map((line) => `  ${line}`)].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
