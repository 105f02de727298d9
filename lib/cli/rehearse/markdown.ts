import { duration } from '../format/duration';
import { isGood, percentOf, problemsOf, type Rehearsal, type RehearsalReport } from './report';

/** The report as a file for people. */
export function rehearsalMarkdown(report: Omit<RehearsalReport, 'files'>): string {
  const { startedAt, target, cluster, plan, times, runs, spent, cost, tookMs, interrupted } = report;
  const problems = problemsOf(report);
  return [
    `# Rehearsal of ${startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    '',
    `${cluster} (${target}), ${plan === null ? 'every scenario' : `the plan of ${plan} minutes`}, ${times} ${times === 1 ? 'time' : 'times'} each; it took ${duration(tookMs)}${interrupted ? ', and was interrupted' : ''}.`,
    '',
    problems.length === 0 ? '**Everything is as it shall be.**' : '**Not ready:**',
    ...problems.map((problem) => `- ${problem}`),
    '',
    '| scenario | run | outcome | took | spent of the class hour | left behind |',
    '|---|---|---|---|---|---|',
    ...runs.map(row),
    '',
    ...runs.filter((run) => !isGood(run)).flatMap(detail),
    ...(spent.length === 0
      ? []
      : [
          `All scenarios once: ${spent.map(({ slo, objective, share }) => `${percentOf(share)} % of ${slo} ${objective}`).join(', ')}.`,
        ]),
    ...(cost === null
      ? []
      : [
          '',
          `On AWS the lab costs $${cost.usdPerHour.toFixed(4)} an hour: $${cost.usd.toFixed(2)} for ${cost.hours} hours (list prices).`,
        ]),
    '',
  ].join('\n');
}

function row(run: Rehearsal): string {
  const spent = run.spent.map(({ slo, objective, share }) => `${percentOf(share)} % ${slo} ${objective}`).join(', ');
  const cells = [
    run.id,
    String(run.time),
    run.outcome,
    duration(run.tookMs),
    spent || 'nothing',
    run.left.length === 0 ? 'nothing' : `${run.left.length}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function detail({ id, time, wrong, left, record }: Rehearsal): string[] {
  return [
    `## ${id}, run ${time}`,
    '',
    ...wrong.map((line) => `- ${line}`),
    ...left.map((line) => `- left behind: ${line}`),
    ...(record === null ? [] : [`- its record: ${record}`]),
    '',
  ];
}
