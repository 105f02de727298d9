import { CLOCK_TITLES } from '../../slo/names';
import type { SloState } from '../prometheus/slo-state';
import type { Live } from '../traffic/live';
import type { Percentiles, TrafficReport } from '../traffic/report';
import { duration } from './duration';
import { milliseconds, percent } from './numbers';
import type { Style } from './style';
import { table } from './table';

/** The line that is drawn again every second. */
export function formatLive({ seconds, perSecond, errorRatio, dropped, latencyMs, slo }: Live, style: Style): string {
  const errors = `errors ${percent(errorRatio)}`;
  const parts = [
    style.quiet(clock(seconds)),
    `${style.strong(rate(perSecond))}/s`,
    errorRatio > 0 ? style.bad(errors) : errors,
    latencyMs === null
      ? style.quiet('no answer')
      : `p50 ${milliseconds(latencyMs.p50)}  p95 ${milliseconds(latencyMs.p95)}  p99 ${milliseconds(latencyMs.p99)} ms`,
    ...(dropped > 0 ? [style.warn(`${dropped} not sent`)] : []),
    slo === null ? style.quiet('SLI unknown') : sloText(slo, style),
  ];
  return parts.join('  ');
}

/** What was sent, what came back and how long it took. */
export function formatTraffic(report: TrafficReport, style: Style): string {
  const { sent, seconds, perSecond, errors, errorRatio, latencyMs, lateMs, interrupted } = report;
  const mark = errors > 0 ? style.warn('●') : style.good('✓');
  const ended = interrupted ? ', stopped before its time' : '';
  return [
    `${mark} ${style.strong(`${sent} requests in ${duration(seconds * 1000)}`)}, ${rate(perSecond)} a second${ended}`,
    `  errors     ${errors > 0 ? style.bad(`${errors}, ${percent(errorRatio)}`) : '0'}${outcomesText(report, style)}`,
    ...(latencyMs === null ? [] : [`  latency    ${percentilesText(latencyMs)} ms`]),
    ...(lateMs === null
      ? []
      : [style.quiet(`             of which this machine was late: ${percentilesText(lateMs)} ms`)]),
    ...droppedLines(report, style),
    ...pathLines(report, style),
    `  ${report.slo === null ? style.quiet('SLI and budget unknown: no Prometheus answers') : sloText(report.slo, style)}`,
  ].join('\n');
}

function outcomesText({ outcomes, withoutAddress }: TrafficReport, style: Style): string {
  const all = { ...outcomes, ...(withoutAddress > 0 ? { 'no task': withoutAddress } : {}) };
  const text = Object.entries(all).map(([outcome, count]) => `${outcome}: ${count}`);
  return text.length === 0 ? '' : style.quiet(`   (${text.join(', ')})`);
}

function droppedLines({ dropped, asked }: TrafficReport, style: Style): string[] {
  if (dropped === 0) return [];
  return [
    style.warn(
      `  not sent   ${dropped} of ${asked}: too many were on their way (--max-in-flight), or this machine was too slow; they have no latency`,
    ),
  ];
}

function pathLines({ paths }: TrafficReport, style: Style): string[] {
  if (paths.length < 2) return [];
  const header = ['path', 'requests', 'errors', 'p50', 'p95', 'p99', 'max'].map((title) => style.quiet(title));
  const rows = paths.map(({ path, sent, errors, latencyMs }) => [
    path,
    String(sent),
    errors > 0 ? style.bad(String(errors)) : '0',
    ...(['p50', 'p95', 'p99', 'max'] as const).map((key) => (latencyMs === null ? '-' : milliseconds(latencyMs[key]))),
  ]);
  return table([header, ...rows], '  ');
}

/** `availability 99% (class hour): SLI 99.82 %, budget left 82 %` */
function sloText({ slo, objective, clock: name, sli, budgetLeft }: SloState, style: Style): string {
  const left = budgetLeft === null ? 'unknown' : percent(budgetLeft);
  const paint = budgetLeft !== null && budgetLeft <= 0 ? style.bad : (text: string) => text;
  return `${style.quiet(`${slo} ${objective} (${CLOCK_TITLES[name]}):`)} SLI ${sli === null ? 'unknown' : percent(sli, 2)}, budget left ${paint(left)}`;
}

function percentilesText({ p50, p95, p99, p999, max }: Percentiles): string {
  const named = { p50, p95, p99, 'p99.9': p999, max };
  return Object.entries(named)
    .map(([name, value]) => `${name} ${milliseconds(value)}`)
    .join('  ');
}

function rate(perSecond: number): string {
  return perSecond.toFixed(1);
}

/** `0:42`, `12:05`, `1:00:00` */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(whole % 60)}` : `${minutes}:${twoDigits(whole % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
