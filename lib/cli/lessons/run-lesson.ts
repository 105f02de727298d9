import type { Lesson } from '../../lessons/model';
import { planOf, PLANS, type PlanName } from '../../lessons/plan';
import { begunAt, withBegun, withHint, withStep, type Results } from '../../lessons/results';
import { progressOf } from '../../lessons/score';
import { LabError } from '../../model/errors';
import type { CommandContext, Outcome } from '../command';
import type { LessonData, LessonReport, LessonRow } from '../commands/lesson';
import { titleLines, wholeLesson, type LessonScreen } from '../format/lesson-text';
import { PLAIN } from '../format/style';
import type { WhichLab } from '../options';
import { besideLesson, besideText } from './beside';
import { guide } from './guide';
import { findLiveLab } from './live-lab';
import { lessonNamed, lessonsOf, loadLessons } from './load';
import { loadResults, saveResults } from './results-file';
import { runCheck } from './run-check';
import { studentOf } from './student';

type Run = Promise<Outcome<LessonReport>>;

const WIDEST = 100;

/** `lab lesson --check`: everything that is wrong with the files, and with the plans that they make. */
export function checkFiles({ root }: CommandContext): Run {
  const { lessons, problems } = loadLessons(root);
  const ofPlans = PLANS.flatMap((name) =>
    planOf(name, lessons).problems.map((message) => ({
      file: 'docs/lessons',
      line: 1,
      path: '',
      got: `the plan of ${name} minutes`,
      message,
    })),
  );
  const all = [...problems, ...ofPlans];
  return Promise.resolve({
    data: { kind: 'problems', lessons: lessons.length, problems: all },
    exitCode: all.length === 0 ? 0 : 1,
  });
}

export function planReport(context: CommandContext, name: PlanName, as?: string): Run {
  const { lessons, ...plan } = planOf(name, lessonsOf(context.root));
  const results = loadResults(context.root, studentOf(as, context.environment));
  const data: LessonReport = { kind: 'plan', plan, lessons: lessons.map((one) => rowOf(one, results)) };
  return Promise.resolve({ data, exitCode: plan.problems.length === 0 ? 0 : 1 });
}

export function listOf(context: CommandContext, as?: string): Run {
  const student = studentOf(as, context.environment);
  const results = loadResults(context.root, student);
  return Promise.resolve({
    data: { kind: 'list', student, lessons: lessonsOf(context.root).map((one) => rowOf(one, results)) },
  });
}

/** Shows a hint and notes what it costs. */
export function hintOf(context: CommandContext, name: string, hint: number, as?: string): Run {
  const lesson = lessonNamed(lessonsOf(context.root), name);
  const one = lesson.hints[hint - 1];
  if (!one) {
    const allowed = lesson.hints.length === 0 ? 'this lesson has none' : `1 to ${lesson.hints.length}`;
    throw new LabError('InvalidArgument', `--hint is "${hint}"; allowed for lesson ${lesson.number}: ${allowed}`);
  }
  const student = studentOf(as, context.environment);
  saveResults(context.root, withHint(loadResults(context.root, student), lesson, hint, new Date()));
  return Promise.resolve({ data: { kind: 'hint', lesson: dataOf(lesson), hint, text: one.text, points: one.points } });
}

/** Leads through a lesson on a terminal; elsewhere it is the data, whole. */
export async function startLesson(
  context: CommandContext,
  name: string,
  options: WhichLab & { readonly plain?: boolean; readonly again?: boolean; readonly as?: string },
): Run {
  const { root, environment, prompt, progress, style } = context;
  const lesson = lessonNamed(lessonsOf(root), name);
  const student = studentOf(options.as, environment);
  const load = () => loadResults(root, student);
  const save = (results: Results) => saveResults(root, results);
  const begin = (results: Results) => withStep(withBegun(results, lesson.number, new Date()), lesson.number, 0);
  if (options.again || !begunAt(load(), lesson.number)) save(begin(load()));
  const beside = async () => {
    const { lab } = await findLiveLab(context, options);
    const now = lab && (await besideLesson(lesson, lab));
    return now ? besideText(now) : [];
  };
  if (!prompt || options.plain)
    return { data: { kind: 'lesson', lesson: dataOf(lesson, context), beside: await beside() } };
  const screen: LessonScreen = { style, width: widthOf(context) };
  for (const line of titleLines(lesson, screen)) progress(line);
  const check = () => runCheck(context, { lesson, student, given: new Map(), which: options, screen });
  const end = await guide(lesson, { say: progress, prompt, screen, beside, check, load, save, now: () => new Date() });
  const isWell = end.checked === undefined || end.checked.every(({ status }) => status === 'pass');
  const data = {
    kind: 'guided' as const,
    number: lesson.number,
    step: end.step,
    steps: end.steps,
    isChecked: end.checked !== undefined,
  };
  return { data, exitCode: isWell ? 0 : 1 };
}

function rowOf(lesson: Lesson, results: Results): LessonRow {
  const { number, id, title, minutes, core, targets, cost, checks } = lesson;
  return {
    number,
    id,
    title,
    minutes,
    core,
    targets,
    cost,
    checks: checks.length,
    progress: progressOf(results, lesson),
  };
}

/** What anybody may see of a lesson: no answers, and no hints before they are taken. */
function dataOf(lesson: Lesson, context?: CommandContext): LessonData {
  const { number, id, title, minutes, core, targets, cost, goal, steps, hints, readOn, checks } = lesson;
  const screen = context ? { style: context.style, width: widthOf(context) } : { style: PLAIN, width: WIDEST };
  return {
    number,
    id,
    title,
    minutes,
    core,
    targets,
    cost,
    goal,
    steps,
    questions: checks.map((check) => ({
      id: check.id,
      question: check.question,
      ...(check.kind === 'choice' ? { choices: Object.fromEntries(check.choices) } : {}),
    })),
    hints: hints.map(({ points, check }) => ({ points, check: check ?? null })),
    readOn,
    lines: wholeLesson(lesson, [], screen),
  };
}

function widthOf({ terminal }: CommandContext): number {
  return Math.min(WIDEST, terminal?.size().columns ?? WIDEST);
}
