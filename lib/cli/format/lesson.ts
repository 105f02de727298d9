import { CLOCK_TITLES } from '../../slo/names';
import type { LessonReport, LessonRow } from '../commands/lesson';
import { markdownLines } from './markdown';
import type { Style } from './style';
import { table } from './table';

const WIDTH = 100;

export function formatLesson(report: LessonReport, style: Style): string {
  return linesOf(report, style).join('\n');
}

function linesOf(report: LessonReport, style: Style): string[] {
  switch (report.kind) {
    case 'list':
      return listLines(report, style);
    case 'plan':
      return planLines(report, style);
    case 'problems':
      return problemLines(report, style);
    case 'lesson':
      return [...report.beside.map(style.quiet), ...(report.beside.length > 0 ? [''] : []), ...report.lesson.lines];
    case 'hint': {
      const cost = report.points === 0 ? 'free' : `${report.points} ${report.points === 1 ? 'point' : 'points'}`;
      const head = style.warn(`Hint ${report.hint} of lesson ${report.lesson.number} (${cost})`);
      return [head, ...markdownLines(report.text, { style, width: WIDTH, folder: 'docs/lessons' })];
    }
    default: {
      if (report.isChecked) return [];
      return [
        style.quiet(
          `You are at step ${report.step} of ${report.steps}; "npx lab lesson ${report.number}" goes on there.`,
        ),
      ];
    }
  }
}

function listLines({ lessons, student }: Extract<LessonReport, { kind: 'list' }>, style: Style): string[] {
  const minutes = lessons.reduce((sum, one) => sum + one.minutes, 0);
  const core = lessons.filter((one) => one.core);
  const coreMinutes = core.reduce((sum, one) => sum + one.minutes, 0);
  return [
    ...rows(lessons, style),
    '',
    `${lessons.length} ${lessons.length === 1 ? 'lesson' : 'lessons'} in ${minutes} minutes; those with ● are the plan of 60 minutes (${coreMinutes})`,
    style.quiet(`progress of ${student}; begin with "npx lab lesson ${lessons[0]?.number ?? 1}"`),
  ];
}

function planLines({ plan, lessons }: Extract<LessonReport, { kind: 'plan' }>, style: Style): string[] {
  const costs = plan.costs.map(({ slo, objective, clock, percent }) => [
    slo,
    objective,
    CLOCK_TITLES[clock],
    `${percent} % of the budget`,
  ]);
  return [
    ...rows(lessons, style),
    '',
    `${plan.name} minutes: ${lessons.length} lessons in ${plan.minutes} minutes; they spend`,
    ...(costs.length === 0 ? ['  nothing'] : table(costs, '  ')),
    ...plan.problems.map((problem) => style.bad(problem)),
  ];
}

function rows(lessons: readonly LessonRow[], style: Style): string[] {
  const signs = { done: style.good('✓ done'), begun: style.warn('… begun'), new: '' };
  const heads = ['', '', 'lesson', 'minutes', 'spends', ''].map(style.strong);
  return table([
    heads,
    ...lessons.map((one) => [
      one.core ? '●' : ' ',
      String(one.number).padStart(2),
      `${one.title}${one.targets.length === 1 ? ` (${one.targets[0] === 'aws' ? 'AWS' : 'laptop'} only)` : ''}`,
      String(one.minutes).padStart(7),
      one.cost.map(({ slo, objective, percent }) => `${percent} % of ${slo} ${objective}`).join(', '),
      signs[one.progress],
    ]),
  ]);
}

function problemLines({ problems, lessons }: Extract<LessonReport, { kind: 'problems' }>, style: Style): string[] {
  if (problems.length === 0)
    return [style.good(`${lessons} ${lessons === 1 ? 'lesson' : 'lessons'}, and nothing is wrong with them`)];
  const told = problems.map(
    ({ file, line, path, got, message }) =>
      `${style.link(`${file}:${line}`)}: ${path === '' ? '' : `${style.strong(path)}: `}got ${got}; ${message}`,
  );
  return [...told, '', style.bad(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`)];
}
