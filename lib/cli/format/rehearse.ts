import { isGood, percentOf, problemsOf, type Rehearsal, type RehearsalReport } from '../rehearse/report';
import { duration } from './duration';
import type { Style } from './style';
import { table } from './table';

/** A table of what was rehearsed, and whether a class can be held like this. */
export function formatRehearsal(report: RehearsalReport, style: Style): string {
  const { runs, spent, cost, tookMs, files, plan, interrupted } = report;
  const problems = problemsOf(report);
  const header = ['', 'scenario', 'run', 'outcome', 'took', 'spent of the class hour', 'planned', 'left behind'];
  return [
    '',
    ...table([header.map((title) => style.quiet(title)), ...runs.map((run) => row(run, style))]),
    ...runs.filter((run) => !isGood(run)).flatMap((run) => detail(run, style)),
    '',
    ...(spent.length === 0
      ? []
      : [
          `All once: ${spent
            .slice(0, 4)
            .map(({ slo, objective, share }) => `${percentOf(share)} % of ${slo} ${objective}`)
            .join(
              ', ',
            )} ${style.quiet(plan === null ? '(every scenario: more than a class does)' : '(below 80 % is allowed)')}`,
        ]),
    ...(cost === null
      ? []
      : [
          style.quiet(
            `On AWS: $${cost.usdPerHour.toFixed(4)} an hour, $${cost.usd.toFixed(2)} for ${cost.hours} hours.`,
          ),
        ]),
    style.quiet(`Kept in ${files.markdown} and ${files.json}`),
    '',
    ...(interrupted ? [style.warn(`● Interrupted after ${duration(tookMs)}; what was on was undone.`)] : []),
    ...(problems.length === 0
      ? interrupted
        ? []
        : [`${style.good('✓')} ${style.strong('Ready.')} ${style.quiet(`It took ${duration(tookMs)}.`)}`]
      : [style.bad('✗ Not ready:'), ...problems.map((problem) => `  ${problem}`)]),
  ].join('\n');
}

function row(run: Rehearsal, style: Style): string[] {
  const good = isGood(run);
  return [
    good ? style.good('✓') : style.bad('✗'),
    run.id,
    String(run.time),
    good ? run.outcome : style.bad(run.outcome),
    duration(run.tookMs),
    `${shares(run.spent)}${run.wasReset ? style.quiet(' (fresh hour)') : ''}`,
    shares(run.planned),
    run.left.length === 0 ? 'nothing' : style.bad(String(run.left.length)),
  ];
}

function detail({ id, time, wrong, left }: Rehearsal, style: Style): string[] {
  return [
    ...wrong.map((line) => style.bad(`  ${id} (${time}): ${line}`)),
    ...left.map((line) => style.bad(`  ${id} (${time}) left behind: ${line}`)),
  ];
}

function shares(list: Rehearsal['spent']): string {
  const texts = list.slice(0, 2).map(({ slo, share }) => `${percentOf(share)} % ${slo}`);
  return texts.join(', ') || '-';
}
