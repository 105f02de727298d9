import { CLOCK_TITLES } from '../../slo/names';
import { duration } from '../format/duration';
import { percent } from '../format/numbers';
import type { Style } from '../format/style';
import { table } from '../format/table';
import { appTargets, shortId } from '../follow/milestones';
import type { Alert } from '../prometheus/api';
import type { Burn, SloState } from '../prometheus/slo-state';
import type { LabSnapshot, LeavingTask } from '../snapshot/snapshot';
import type { ServiceStatus, TaskStatus } from '../status/lab-status';
import { isSteady } from '../status/steady';
import { clipLine } from './clip-line';
import type { LabEvent } from './events-between';
import type { WatchModel } from './model';
import { secondsLeft, type CachedAnswer } from './resolver-cache';

export interface ViewSize {
  readonly columns: number;
  readonly rows: number;
}

/** The whole screen as lines, none longer and no more than the window has. Nothing is told by colour alone. */
export function watchView(model: WatchModel, size: ViewSize, style: Style, now = model.now.at): string[] {
  const sections = [
    tasksSection(model, style, now),
    dnsSection(model, style, now),
    targetsSection(model, style, now),
    slosSection(model, style, now),
    alertsSection(model, style, now),
  ];
  const top = [headLine(model, size, style, now), ...sections.flatMap((lines) => ['', ...lines])];
  const left = size.rows - top.length - 2;
  const lines =
    left >= 2
      ? [...top, '', ...timelineSection(model, left, style)]
      : [...top.slice(0, size.rows - 1), style.warn('… the window is too small for the rest')];
  return lines.slice(0, size.rows).map((line) => clipLine(line, size.columns));
}

function headLine(
  { now: { cluster, endpoint }, clock }: WatchModel,
  { columns }: ViewSize,
  style: Style,
  now: number,
): string {
  const left = `${cluster} at ${endpoint ?? 'AWS'}`;
  const right = `${CLOCK_TITLES[clock]} · ${timeOf(now)} · q quits`;
  const gap = ' '.repeat(Math.max(2, columns - left.length - right.length));
  return `${style.strong(left)}${gap}${style.quiet(right)}`;
}

function title(text: string, style: Style): string {
  return style.strong(text.toUpperCase());
}

/** A title with how old what follows is, when it is not of now; quiet, so that it does not look like now. */
function dated(
  text: string,
  last: LabSnapshot | undefined,
  current: boolean,
  who: string,
  style: Style,
  now: number,
): string {
  if (current) return title(text, style);
  const since =
    last === undefined
      ? 'has not answered yet'
      : `does not answer; this is of ${timeOf(last.at)}, ${duration(now - last.at)} ago`;
  return `${title(text, style)}  ${style.bad(`${who} ${since}`)}`;
}

function tasksSection({ now: snapshot, lastAws }: WatchModel, style: Style, now: number): string[] {
  const current = snapshot.services !== null;
  const services = lastAws?.services ?? [];
  const rows = services.flatMap((service) => {
    const leaving = (lastAws?.leaving ?? []).filter((task) => task.service === service.name);
    return [
      serviceRow(service, style),
      ...service.tasks.map((task) => taskRow(task, style, now)),
      ...leaving.map((task) => leavingRow(task, style)),
    ];
  });
  const lines =
    rows.length === 0 && current ? [style.quiet('  no service: the lab is not deployed')] : alignTasks(rows);
  return [dated('tasks', lastAws, current, 'the AWS API', style, now), ...(current ? lines : quiet(lines, style))];
}

/** Services are headings, tasks the rows below them: only the rows are aligned. */
function alignTasks(rows: readonly (string | readonly string[])[]): string[] {
  const aligned = table(
    rows.flatMap((row) => (typeof row === 'string' ? [] : [row])),
    '    ',
  );
  let next = 0;
  return rows.map((row) => (typeof row === 'string' ? row : (aligned[next++] ?? '')));
}

function serviceRow(service: ServiceStatus, style: Style): string {
  const { name, running, desired, pending, deployments } = service;
  const count = `${running} of ${desired} running${pending > 0 ? `, ${pending} pending` : ''}`;
  const states = deployments.map(({ rolloutState }) => rolloutState).join(', ');
  return `  ${style.strong(name)}  ${(isSteady(service) ? style.good : style.warn)(count)}  ${style.quiet(states)}`;
}

function taskRow(
  { id, lastStatus, health, startedAt, privateAddress, publicAddress }: TaskStatus,
  style: Style,
  now: number,
): string[] {
  const good = lastStatus === 'RUNNING' && health !== 'UNHEALTHY';
  const age = startedAt === null ? '-' : duration(Math.max(0, now - Date.parse(startedAt)));
  return [
    good ? style.good('●') : style.warn('○'),
    shortId(id),
    lastStatus,
    health === 'UNKNOWN' ? '' : health,
    age,
    privateAddress ?? '-',
    publicAddress === null ? '-' : style.link(publicAddress),
  ];
}

function leavingRow({ id, lastStatus, stopCode, stoppedReason, privateAddress }: LeavingTask, style: Style): string[] {
  const why = [stopCode, stoppedReason].filter(Boolean).join(', ');
  return [
    style.bad('✗'),
    style.quiet(shortId(id)),
    style.bad(lastStatus),
    '',
    '',
    style.quiet(privateAddress ?? '-'),
    style.quiet(why),
  ];
}

function dnsSection({ now: snapshot, lastAws, cache }: WatchModel, style: Style, now: number): string[] {
  const current = snapshot.discovery !== null;
  const rows = (lastAws?.discovery ?? []).map(({ name, addresses }) => {
    const held = cache.find((answer) => answer.name === name);
    return [
      name,
      `→ ${addresses.join(', ') || style.bad('no address')}`,
      held === undefined ? '' : heldText(held, addresses, style, now),
    ];
  });
  const lines = table(rows, '  ');
  return [dated('dns', lastAws, current, 'the AWS API', style, now), ...(current ? lines : quiet(lines, style))];
}

const TTL_CELLS = 10;

/** What a resolver that asked a while ago still says. */
function heldText(held: CachedAnswer, addresses: readonly string[], style: Style, now: number): string {
  const left = secondsLeft(held, now);
  const cells = held.ttlSeconds === 0 ? 0 : Math.ceil((left / held.ttlSeconds) * TTL_CELLS);
  const ttl = `TTL ${'█'.repeat(cells)}${'░'.repeat(TTL_CELLS - cells)} ${Math.ceil(left)} s`;
  if (held.addresses.join() === addresses.join()) return style.quiet(ttl);
  return style.warn(`${ttl}  a resolver still says ${held.addresses.join(', ') || 'no address'}`);
}

function targetsSection({ now: snapshot, lastPrometheus }: WatchModel, style: Style, now: number): string[] {
  const current = snapshot.targets !== null;
  const all = lastPrometheus?.targets ?? [];
  const ofApp = lastPrometheus === undefined ? [] : appTargets(lastPrometheus);
  const shown = [...ofApp, ...all.filter((target) => !ofApp.includes(target) && target.health !== 'up')];
  const others = all.length - shown.length;
  const rows = shown.map(({ job, address, health, lastError }) => {
    const state = health.toUpperCase();
    const paint = { up: style.good, down: style.bad, unknown: style.warn }[health];
    return [job, address, paint(state), style.bad(lastError)];
  });
  const none = current && ofApp.length === 0 ? [`  ${style.bad('no target of the app')}`] : [];
  const rest = others > 0 ? [style.quiet(`  and ${others} ${others === 1 ? 'other' : 'others'}, UP`)] : [];
  const lines = [...none, ...table(rows, '  '), ...rest];
  return [
    dated('targets', lastPrometheus, current, 'Prometheus', style, now),
    ...(current ? lines : quiet(lines, style)),
  ];
}

const BUDGET_CELLS = 10;

function slosSection({ now: snapshot, lastPrometheus, clock }: WatchModel, style: Style, now: number): string[] {
  const current = snapshot.slos !== null;
  const slos = (lastPrometheus?.slos ?? []).filter((slo) => slo.clock === clock);
  const header = ['SLO', 'target', 'SLI', 'budget left', '', 'burn'].map((text) => style.quiet(text));
  const lines =
    slos.length === 0
      ? [style.quiet('  nothing recorded yet')]
      : table([header, ...slos.map((slo) => sloRow(slo, style))], '  ');
  const name = `slos, ${CLOCK_TITLES[clock]}`;
  return [dated(name, lastPrometheus, current, 'Prometheus', style, now), ...(current ? lines : quiet(lines, style))];
}

function sloRow({ slo, objective, sli, target, budgetLeft, burn }: SloState, style: Style): string[] {
  const keeps = sli === null || target === null || sli >= target;
  const text = sli === null ? '-' : percent(sli, 2);
  return [
    slo,
    objective,
    keeps ? text : style.bad(`${text} ✗`),
    ...(budgetLeft === null ? ['-', ''] : [budgetBar(budgetLeft, style), budgetText(budgetLeft, style)]),
    shownBurn(burn)
      .map((one) => burnText(one, style))
      .join('  '),
  ];
}

function budgetBar(left: number, style: Style): string {
  const cells = Math.min(BUDGET_CELLS, Math.max(0, Math.ceil(left * BUDGET_CELLS)));
  const paint = left <= 0 ? style.bad : left < 0.25 ? style.warn : style.good;
  return paint('█'.repeat(cells)) + style.quiet('░'.repeat(BUDGET_CELLS - cells));
}

function budgetText(left: number, style: Style): string {
  return left < 0 ? style.bad(`overspent by ${percent(-left)}`) : percent(left);
}

/** The shortest, one in the middle and the longest: what the eye can take in. */
function shownBurn(burn: readonly Burn[]): Burn[] {
  const middle = burn[Math.floor(burn.length / 2)];
  return [...new Set([burn[0], middle, burn.at(-1)])].filter((one) => one !== undefined);
}

function burnText({ window, rate }: Burn, style: Style): string {
  const text = `${window} ${rate.toFixed(1)}×`;
  return rate > 1 ? style.bad(text) : text;
}

function alertsSection({ now: snapshot, lastPrometheus }: WatchModel, style: Style, now: number): string[] {
  const current = snapshot.alerts !== null;
  const alerts = [...(lastPrometheus?.alerts ?? [])].sort((a, b) => a.state.localeCompare(b.state));
  const faults = (snapshot.faults ?? []).map(
    ({ id, task, strength, remainingSeconds }) =>
      `  ${style.warn('⚡ fault')}  ${id}, strength ${strength}, in task ${shortId(task)}${remainingSeconds === null ? '' : `, for ${duration(remainingSeconds * 1000)} more`}`,
  );
  const shown = table(
    alerts.slice(0, MOST_ALERTS).map((alert) => alertRow(alert, style, now)),
    '  ',
  );
  const more = alerts.length > MOST_ALERTS ? [style.quiet(`  and ${alerts.length - MOST_ALERTS} more`)] : [];
  const lines = alerts.length === 0 ? [style.quiet('  none')] : [...shown, ...more];
  return [
    dated('alerts', lastPrometheus, current, 'Prometheus', style, now),
    ...faults,
    ...(current ? lines : quiet(lines, style)),
  ];
}

/** Each objective has several: with more, there would be no room for what happened. */
const MOST_ALERTS = 5;

function alertRow({ state, summary, name, activeAt, labels }: Alert, style: Style, now: number): string[] {
  const paint = state === 'firing' ? style.bad : style.warn;
  const age = duration(Math.max(0, now - Date.parse(activeAt)));
  return [
    paint(`${state === 'firing' ? '▲' : '△'} ${state}`),
    labels['action'] ?? '',
    style.quiet(age),
    summary || name,
  ];
}

function timelineSection({ events }: WatchModel, rows: number, style: Style): string[] {
  const shown = events.slice(-Math.max(1, rows - 1));
  const lines =
    shown.length === 0 ? [style.quiet('  nothing has happened yet')] : shown.map((event) => eventLine(event, style));
  return [title('timeline', style), ...lines];
}

const MARKS = { good: '✓', bad: '▼', neutral: '·' } as const;

/** One event: when, what. */
export function eventLine({ at, kind, text }: LabEvent, style: Style): string {
  const paint = { good: style.good, bad: style.bad, neutral: style.quiet }[kind];
  return `  ${style.quiet(timeOf(at))}  ${paint(MARKS[kind])} ${text}`;
}

/** Old news: not in the colours of now. */
function quiet(lines: readonly string[], style: Style): string[] {
  return lines.map((line) => style.quiet(line));
}

/** Local time, `14:05:09`. */
export function timeOf(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
