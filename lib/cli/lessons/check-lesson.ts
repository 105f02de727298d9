import { gradeChoice } from '../../lessons/grade/choice';
import { firedQuery, gradeFired } from '../../lessons/grade/fired';
import { gradeGone, type Remains } from '../../lessons/grade/gone';
import { liveNumbers } from '../../lessons/grade/live';
import { gradeNumber, numbersNeeded } from '../../lessons/grade/number';
import { gradeOwnFile, type OwnFileFacts } from '../../lessons/grade/own-file';
import { gradeQuery } from '../../lessons/grade/query';
import { gradeReport } from '../../lessons/grade/report';
import { gradeRun, type RunFacts } from '../../lessons/grade/run';
import { resultOf, type CheckResult, type Verdict } from '../../lessons/grade/verdict';
import type { Check, FiredCheck, Lesson, OwnFileCheck } from '../../lessons/model';
import { LAB_SAMPLING } from '../../model/sampling';
import type { FoundLab } from './live-lab';

/** What checks may look at; tests hand in their own. */
export interface Evidence {
  readonly found: FoundLab;
  /** By check. */
  readonly answers: ReadonlyMap<string, string>;
  /** When the lesson was begun. */
  readonly begun: Date;
  readonly now: Date;
  /** The text of a student's file; undefined when there is none. */
  readonly read: (file: string) => string | undefined;
  readonly tryOwnFile: (check: OwnFileCheck, file: string) => Promise<OwnFileFacts>;
  readonly runs: () => readonly RunFacts[];
  readonly remains: () => Promise<Remains>;
}

/** Prometheus refuses more than 11,000 points of a series. */
const MOST_POINTS = 10_000;

/** Judges every check of a lesson, in its order. */
export async function checkLesson(lesson: Lesson, evidence: Evidence): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of lesson.checks) {
    results.push(resultOf(check, await judge(check, lesson, evidence), evidence.answers.get(check.id)));
  }
  return results;
}

async function judge(check: Check, lesson: Lesson, evidence: Evidence): Promise<Verdict> {
  const { found, answers, read } = evidence;
  const answer = answers.get(check.id);
  switch (check.kind) {
    case 'number':
      return gradeNumber(check, answer, await liveNumbers(lesson.numbers, numbersNeeded(check), found.lab?.query));
    case 'choice':
      return gradeChoice(check, answer);
    case 'query': {
      const holds = await found.lab?.query(check.holds);
      const shown = check.shows === undefined ? undefined : await found.lab?.query(check.shows);
      return gradeQuery(check, holds, shown, whyNothing(found));
    }
    case 'fired':
      return judgeFired(check, evidence);
    case 'slo':
    case 'rules': {
      const file = answer ?? check.file;
      return gradeOwnFile(check, file, await evidence.tryOwnFile(check, file));
    }
    case 'report': {
      const file = answer ?? check.file;
      return gradeReport(file, read(file));
    }
    case 'run':
      return gradeRun(check, evidence.runs(), evidence.begun, answer);
    default:
      return gradeGone(await evidence.remains());
  }
}

async function judgeFired(check: FiredCheck, { found, begun, now }: Evidence): Promise<Verdict> {
  const [from, to] = [begun.getTime() / 1000, now.getTime() / 1000];
  const step = Math.max(LAB_SAMPLING.evaluationSeconds, Math.ceil((to - from) / MOST_POINTS));
  const firings = await found.lab?.times(firedQuery(check), { from, to, step });
  return gradeFired(check, firings, { from, now: to, step }, whyNothing(found));
}

function whyNothing(found: FoundLab): string {
  return found.lab ? 'Prometheus does not answer, or not to this query; see "npx lab status"' : found.why;
}
