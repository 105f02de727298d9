import type { DoctorReport } from '../commands/doctor';
import type { Check } from '../doctor/check';
import type { Style } from './style';
import { table } from './table';

/** One line a check, advice below the ones that need some, and the verdict. */
export function formatDoctor({ target, ready, checks }: DoctorReport, style: Style): string {
  const lines = table(checks.map((check) => [mark(check, style), style.strong(check.name), check.found]));
  const width = Math.max(...checks.map(({ name }) => name.length)) + 5;
  return [
    ...lines.flatMap((line, index) => {
      const advice = checks[index]?.advice;
      return advice ? [line, style.quiet(`${' '.repeat(width)}→ ${advice}`)] : [line];
    }),
    '',
    verdict(target === 'aws' ? './deploy.sh' : 'npx lab up', ready, checks, style),
  ].join('\n');
}

function mark({ status }: Check, style: Style): string {
  if (status === 'ok') return style.good('✓');
  return status === 'warning' ? style.warn('!') : style.bad('✗');
}

function verdict(next: string, ready: boolean, checks: readonly Check[], style: Style): string {
  const problems = checks.filter(({ status }) => status === 'problem').length;
  if (!ready) return style.bad(`${problems} problem${problems === 1 ? '' : 's'} to solve before "${next}" can work`);
  return style.good(`ready: ${next}`);
}
