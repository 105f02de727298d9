import type { HistoryReport } from '../../history/report';
import { duration } from './duration';
import type { Style } from './style';
import { table } from './table';

/** What was made, what happened in it, and what it leaves of the budgets. */
export function formatBackfill(report: HistoryReport, style: Style): string {
  const { days, seed, samples, series, bytes, tookMs, folder } = report;
  return [
    `${style.good('✓')} ${days} synthetic days (seed ${seed}): ${(samples / 1e6).toFixed(1)} million samples of ${series} series`,
    `  ${(bytes / 1e6).toFixed(1)} MB, in ${duration(tookMs)}: ${folder}`,
    '',
    style.strong('What happened'),
    ...table(
      report.incidents.map(({ name, summary, from, to }) => [
        style.warn(name),
        `${minuteOf(from)} to ${minuteOf(to)}`,
        summary,
      ]),
      '  ',
    ),
    ...budgetLines(report, style),
  ].join('\n');
}

/** What is left of each budget of the real month. */
export function budgetLines({ budgets }: Pick<HistoryReport, 'budgets'>, style: Style): string[] {
  if (budgets.length === 0) return [];
  return [
    '',
    style.strong('What it leaves of the error budgets (real month)'),
    ...table(
      budgets.map(({ displayName, objective, left }) => [displayName, objective, budgetLeft(left, style)]),
      '  ',
    ),
  ];
}

/** `64.2 % left`, or `overspent by 34 %`: never clamped, and never rounded to more than is left. */
export function budgetLeft(left: number, style: Style): string {
  if (left < 0) return style.bad(`overspent by ${percent(-left)}`);
  return (left < 0.25 ? style.warn : style.good)(`${percent(Math.floor(left * 1000) / 1000)} left`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
