import { readFileSync } from 'node:fs';
import { wantsAnswer, type CheckResult } from '../../lessons/grade/verdict';
import type { Lesson } from '../../lessons/model';
import { begunAt, passedBefore, withAttempt, type Results } from '../../lessons/results';
import type { CommandContext } from '../command';
import { questionLines, type LessonScreen } from '../format/lesson-text';
import type { WhichLab } from '../options';
import { checkLesson } from './check-lesson';
import { findLiveLab } from './live-lab';
import { tryOwnFile } from './own-file';
import { findRemains } from './remains';
import { loadResults, saveResults } from './results-file';
import { runsOnRecord } from './runs';

export interface CheckRun {
  readonly lesson: Lesson;
  readonly student: string;
  /** By check. */
  readonly given: ReadonlyMap<string, string>;
  readonly which: WhichLab;
  readonly screen: LessonScreen;
}

/** A lesson that nobody began counts from an hour ago. */
const HOUR_MS = 3_600_000;

/** Asks for what was not answered, where somebody can be asked, judges, and notes the attempt. */
export async function runCheck(
  context: CommandContext,
  { lesson, student, given, which, screen }: CheckRun,
): Promise<CheckResult[]> {
  const { root, prompt, progress } = context;
  const before = loadResults(root, student);
  const answers = new Map(given);
  for (const check of lesson.checks) {
    if (!prompt || !wantsAnswer(check) || answers.has(check.id) || passedBefore(before, lesson.number, check.id))
      continue;
    for (const line of ['', ...questionLines(check, screen)]) progress(line);
    const answer = await prompt('your answer (Enter leaves it open):');
    if (answer === undefined) break;
    if (answer.trim() !== '') answers.set(check.id, answer.trim());
  }
  const now = new Date();
  const found = await findLiveLab(context, which);
  const judged = await checkLesson(lesson, {
    found,
    answers,
    begun: begunAt(before, lesson.number) ?? new Date(now.getTime() - HOUR_MS),
    now,
    read,
    tryOwnFile: (check, file) => tryOwnFile(check, file, context),
    runs: () => runsOnRecord(root),
    remains: () => findRemains(context, which),
  });
  const results = judged.map((result) => asBefore(result, before, lesson));
  const target = found.lab?.target ?? null;
  // What somebody typed meanwhile in another window stays.
  saveResults(root, withAttempt(loadResults(root, student), lesson.number, now, target, results));
  return results;
}

/** What was answered rightly once needs no second answer. */
function asBefore(result: CheckResult, before: Results, { number, checks }: Lesson): CheckResult {
  const check = checks.find(({ id }) => id === result.id);
  if (result.status !== 'open' || !check || !wantsAnswer(check)) return result;
  const passed = passedBefore(before, number, result.id);
  if (!passed) return result;
  return { ...result, status: 'pass', seen: `${passed.seen}, answered ${passed.at}`, because: '' };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
