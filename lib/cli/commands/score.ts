import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ClassScore } from '../../lessons/score';
import type { Results } from '../../lessons/results';
import type { Command } from '../command';
import { errorCode } from '../error-code';
import { formatScore } from '../format/score';

export interface ScoreReport extends ClassScore {
  /** Files that are no results, and why. */
  readonly refused: readonly { readonly file: string; readonly fault: string }[];
}

interface ScoreOptions {
  readonly files: readonly string[];
}

/** `lab score`: a class table of results files. */
export const score: Command<ScoreOptions, ScoreReport> = {
  name: 'score',
  summary: 'make a class table of results files: points, hints, and which checks most failed',
  description:
    'Each student hands in .lab/results/<name>.json. A question that was answered wrongly first counts half. Files that are no results are ' +
    'named and left out; then the exit code is 1.',
  examples: ['npx lab score .lab/results/*.json', 'npx lab score class/*.json --json'],
  argument: { syntax: '<files...>', description: 'results files of "lab check"' },
  options: [],
  run({ root }, { files }) {
    const { lessonsOf }: typeof import('../lessons/load') = require('../lessons/load');
    const { readResults }: typeof import('../../lessons/results') = require('../../lessons/results');
    const { classScore }: typeof import('../../lessons/score') = require('../../lessons/score');
    const lessons = lessonsOf(root);
    const all: Results[] = [];
    const refused: ScoreReport['refused'][number][] = [];
    for (const file of files) {
      const text = textOf(file);
      const read = 'fault' in text ? text : readResults(text.text);
      if ('fault' in read) refused.push({ file, fault: read.fault });
      else all.push(named(read.results, file, all));
    }
    return Promise.resolve({ data: { ...classScore(all, lessons), refused }, exitCode: refused.length === 0 ? 0 : 1 });
  },
  format: formatScore,
};

/** Two students of one name are told apart by their files. */
function named(results: Results, file: string, others: readonly Results[]): Results {
  const isTaken = others.some(({ student }) => student === results.student);
  return isTaken ? { ...results, student: `${results.student} (${basename(file)})` } : results;
}

function textOf(file: string): { readonly text: string } | { readonly fault: string } {
  try {
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { fault: errorCode(error) === 'ENOENT' ? 'there is no such file' : `the system says ${errorCode(error)}` };
  }
}
