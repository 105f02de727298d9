import type { ClassReport, ClassUpReport, TeamStatus } from '../class/report';
import type { ClassDownReport } from '../commands/class/down';
import { duration } from './duration';
import type { Style } from './style';
import { table } from './table';

/** One line for each team, and what is wrong below. */
export function formatClass({ endpoint, teams }: ClassReport, style: Style): string {
  const where = style.quiet(`at ${endpoint ?? 'AWS'}`);
  if (teams.length === 0) return `no team has a lab ${where}`;
  const header = ['team', 'state', 'target', 'app', 'prometheus', 'ends'].map((title) => style.quiet(title));
  const up = teams.filter(({ target }) => target === 'UP').length;
  return [
    `${style.strong(`${up} of ${teams.length} teams UP`)} ${where}`,
    ...table([header, ...teams.map((team) => row(team, style))], '  '),
    ...teams.flatMap(({ team, error }) => (error === null ? [] : [style.bad(`${team}: ${error}`)])),
  ].join('\n');
}

/** The table, and how to go on. */
export function formatClassUp(report: ClassUpReport, style: Style): string {
  const { teams, tookMs, endpoint, pid, detached } = report;
  const failed = teams.filter(({ error }) => error !== null).length;
  const left = failed > 0 ? [style.warn(`${failed} failed: the same command once more goes on with them`)] : [];
  const aws = endpoint === null ? ' --target aws' : '';
  const ending =
    pid !== null && !detached
      ? 'Ctrl-C takes everything down.'
      : `"npx lab class down${aws}" takes it down; "npx lab status${aws} --lab ${teams[0]?.team ?? ''}" looks at one.`;
  return ['', formatClass(report, style), '', `It took ${duration(tookMs)}.`, ...left, style.quiet(ending)].join('\n');
}

export function formatClassDown({ teams, networkKept, cloudStopped }: ClassDownReport, style: Style): string {
  const gone = teams.filter(({ error }) => error === null).length;
  return [
    teams.length === 0 ? 'no team has a lab' : `${gone} of ${teams.length} labs are gone`,
    ...teams.flatMap(({ team, error }) => (error === null ? [] : [style.bad(`${team}: ${error}`)])),
    ...(networkKept === null ? [] : [style.warn(`the shared network stays: ${networkKept}`)]),
    ...(cloudStopped ? ['the local cloud of the class is down too; nothing of it is left running'] : []),
  ].join('\n');
}

function row({ team, state, target, app, prometheus, ends }: TeamStatus, style: Style): string[] {
  const paint = { UP: style.good, DOWN: style.bad, unknown: style.quiet }[target];
  const shown = (url: string | null) => (url === null ? style.quiet('-') : style.link(url));
  return [style.strong(team), state, paint(target), shown(app), shown(prometheus), ends ?? '-'];
}
