import type { LessonScore } from '../../lessons/score';
import type { ScoreReport } from '../commands/score';
import type { Style } from './style';
import { table } from './table';

/** So many checks that went wrong are told. */
const SHOWN = 10;

/** A row for each student and a column for each lesson, then what most students failed. */
export function formatScore({ students, failed, refused }: ScoreReport, style: Style): string {
  const lessons = students[0]?.lessons ?? [];
  const tried = lessons.filter((_, index) => students.some((student) => student.lessons[index]?.tried));
  const heads = ['student', ...tried.map(({ lesson }) => `L${lesson}`), 'hints', 'points'].map(style.strong);
  const rows = students.map((student) => [
    student.student,
    ...tried.map(({ lesson }) => cellOf(student.lessons.find((one) => one.lesson === lesson))),
    student.hints === 0 ? '0' : `−${student.hints}`,
    `${student.total} of ${student.possible}`,
  ]);
  return [
    ...(students.length === 0 ? ['no results'] : table([heads, ...rows])),
    ...(failed.length === 0 ? [] : ['', style.strong('failed most'), ...failedTable(failed)]),
    ...(refused.length === 0
      ? []
      : ['', ...refused.map(({ file, fault }) => style.bad(`${file} is left out: ${fault}`))]),
  ].join('\n');
}

function failedTable(failed: ScoreReport['failed']): string[] {
  return table(
    failed
      .slice(0, SHOWN)
      .map((one) => [
        `lesson ${one.lesson}`,
        one.check,
        `${one.failed} of ${one.tried} failed it`,
        one.mended === 0 ? '' : `${one.mended} mended it`,
      ]),
    '  ',
  );
}

/** `7/8`, and `·` where nothing was tried. */
function cellOf(score: LessonScore | undefined): string {
  return score?.tried ? `${score.points}/${score.possible}` : '·';
}
