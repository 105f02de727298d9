import type { CheckReport } from '../commands/check';
import { checkLines } from './check';
import type { Style } from './style';

const WIDTH = 100;

/** All that was checked, and where it was noted. */
export function formatCheck({ lesson, title, student, checks, file }: CheckReport, style: Style): string {
  const head = style.strong(`Lesson ${lesson}: ${title}`);
  return [head, '', ...checkLines(checks, style, WIDTH), style.quiet(`noted for ${student} in ${file}`)].join('\n');
}
