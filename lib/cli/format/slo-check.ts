import type { SloCheckReport } from '../commands/slo/check';
import type { Style } from './style';

/** Longer lines than this are cut: no terminal shows them well. */
const LINE_WIDTH = 120;

/** Problems as a compiler prints them, the line below those that are in it; or how much is fine. */
export function formatSloCheck({ files, slos, objectives, objects, problems }: SloCheckReport, style: Style): string {
  if (problems.length === 0) {
    const others = Object.entries(objects).flatMap(([kind, count]) =>
      kind === 'SLO' || count === 0 ? [] : `${count} ${kind}`,
    );
    const shared = others.length === 0 ? '' : `; ${others.join(', ')}`;
    return style.good(
      `${counted(slos, 'SLO')} with ${counted(objectives, 'objective')} in ${counted(files, 'file')}${shared}`,
    );
  }
  const lines = problems.flatMap(({ file, line, path, got, message, sourceLine }, index) => {
    const next = problems[index + 1];
    const isLastOfLine = next?.file !== file || next.line !== line;
    const where = path === '' ? '' : `${style.strong(path)}: `;
    const told = `${style.link(`${file}:${line}`)}: ${where}got ${got}; ${message}`;
    return isLastOfLine && sourceLine.trim() !== '' ? [told, style.quiet(quoted(line, sourceLine))] : [told];
  });
  const wrong = new Set(problems.map(({ file }) => file)).size;
  return [
    ...lines,
    '',
    style.bad(`${counted(problems.length, 'problem')} in ${wrong} of ${counted(files, 'file')}`),
  ].join('\n');
}

function quoted(line: number, sourceLine: string): string {
  const shown = printable(sourceLine);
  return `${String(line).padStart(6)} | ${shown.length > LINE_WIDTH ? `${shown.slice(0, LINE_WIDTH - 1)}…` : shown}`;
}

/** What a terminal would act on is not for it. */
function printable(text: string): string {
  return text.replaceAll('\t', '  ').replaceAll(/\p{Cc}/gu, '�');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
