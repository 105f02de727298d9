import type { CheckResult, Status } from '../../lessons/grade/verdict';
import { inlineLines, textLines } from './markdown';
import type { Style } from './style';

const SIGNS: Readonly<Record<Status, string>> = { pass: '✓', fail: '✗', open: '○' };

/** Every check with what was seen, what was expected, and where to read on. */
export function checkLines(results: readonly CheckResult[], style: Style, width: number): string[] {
  const paint = { pass: style.good, fail: style.bad, open: style.warn };
  const room = { style, width: width - 4 };
  const lines = results.flatMap((result) => {
    const { id, status, question, seen, expected, because, readOn, points } = result;
    const head = `${paint[status](`${SIGNS[status]} ${status}`)}  ${style.strong(id)}  ${style.quiet(`${points} ${points === 1 ? 'point' : 'points'}`)}`;
    const told = [`seen: ${seen}`, ...(status === 'pass' ? [] : [`expected: ${expected}`])];
    const why = because === '' ? [] : because.split('\n').map((line, index) => (index === 0 ? `why: ${line}` : line));
    return [
      head,
      ...inlineLines(question, room).map((line) => `    ${style.quiet(line)}`),
      ...told.flatMap(wrapped),
      ...(status === 'pass' ? [] : [...why.flatMap(wrapped), `    read: ${style.link(readOn)}`]),
    ];
  });
  return [...lines, '', sumText(results, style)];

  /** What is indented is a program's own output. */
  function wrapped(line: string): string[] {
    return (line.startsWith(' ') ? [line] : textLines(line, room.width)).map((one) => `    ${one}`);
  }
}

/** `5 of 6 checks passed, 1 failed, 7 of 8 points` */
function sumText(results: readonly CheckResult[], style: Style): string {
  const count = (status: Status) => results.filter((one) => one.status === status).length;
  const passed = results.filter(({ status }) => status === 'pass');
  const others = [
    ...(count('fail') > 0 ? [`${count('fail')} failed`] : []),
    ...(count('open') > 0 ? [`${count('open')} open`] : []),
    `${pointsOf(passed)} of ${pointsOf(results)} points`,
  ];
  const text = `${passed.length} of ${results.length} checks passed, ${others.join(', ')}`;
  return passed.length === results.length ? style.good(text) : style.strong(text);
}

function pointsOf(results: readonly CheckResult[]): number {
  return results.reduce((sum, { points }) => sum + points, 0);
}
