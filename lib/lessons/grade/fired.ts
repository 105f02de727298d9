import { durationText } from '../../slo/duration-text';
import { burnAlertName, CLOCK_TITLES } from '../../slo/names';
import type { FiredCheck } from '../model';
import { fail, open, pass, type Verdict } from './verdict';

/** One alert, and the evaluations at which it fired: seconds since 1970, ascending. */
export interface Firing {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: readonly number[];
}

/** What is looked at, in seconds since 1970. */
export interface FiredWindow {
  readonly from: number;
  readonly now: number;
  /** Between two evaluations that were asked for. */
  readonly step: number;
}

/** The series of one check: `ALERTS` while it fires. */
export function firedQuery({ slo, clock, tiers }: FiredCheck): string {
  const tier = tiers.length === 0 ? '' : `,tier=~"${tiers.join('|')}"`;
  return `ALERTS{alertstate="firing",kind="burn",slo="${slo}",clock="${clock}"${tier}}`;
}

/** Judges what fired since the lesson began; undefined when no Prometheus answers. */
export function gradeFired(
  check: FiredCheck,
  firings: readonly Firing[] | undefined,
  window: FiredWindow,
  why: string,
): Verdict {
  const { slo, clock, tiers, silentSeconds } = check;
  const which = tiers.length === 0 ? 'an alert' : tiers.join(' or ');
  const silence = durationText(silentSeconds);
  const expected = `${which} of ${slo} on the ${CLOCK_TITLES[clock]} fired, and has been silent for ${silence}`;
  if (!firings) return open(expected, why);
  const fired = firings.filter(({ times }) => times.length > 0);
  const first = Math.min(...fired.map(({ times }) => times[0]!));
  const last = Math.max(...fired.map(({ times }) => times.at(-1)!));
  if (fired.length === 0) {
    const because =
      'no such alert fired since; was the failure long and strong enough, and on this SLO? "npx lab slo simulate" tells beforehand';
    return fail(`no alert since ${clockText(window.from)}`, expected, because);
  }
  const names = [
    ...new Set(fired.map(({ labels }) => labels['alertname'] ?? burnAlertName(clock, { name: labels['tier'] ?? '' }))),
  ];
  const story = `${names.join(', ')} fired at ${clockText(first)}`;
  const silent = Math.floor(window.now - last);
  if (silent <= window.step * 2)
    return fail(
      `${story}, and still fires`,
      expected,
      'end the failure ("npx lab fault --off all"), and wait until the windows are empty',
    );
  const off = `${story}, was off at ${clockText(last)}, silent for ${durationText(silent)}`;
  if (silent < silentSeconds)
    return open(expected, `check again in ${durationText(Math.ceil(silentSeconds - silent))}`, off);
  return pass(off, expected);
}

/** `14:05:09` of Universal Time, as Prometheus shows it. */
function clockText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(11, 19)} UTC`;
}
