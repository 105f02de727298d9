import type { DiscoveryService } from '../../aws/lab-api';
import { OBSERVABILITY_SERVICE } from '../../model/names';
import { WATCHDOG, type Alert } from '../alertmanager/api';
import type { Target } from '../prometheus/api';
import type { ContainerStatus, LabStatus, ServiceStatus, TaskStatus } from '../status/lab-status';
import { isSteady } from '../status/steady';
import { DONE } from '../status/task-status';
import { duration } from './duration';
import { endText } from './end';
import type { Style } from './style';
import { table } from './table';

/** The whole picture on one screen: where to look, what runs, what the DNS says, what Prometheus sees. */
export function formatStatus(status: LabStatus, style: Style, now: Date): string {
  return [
    `${style.strong(status.cluster)} ${style.quiet(`at ${status.endpoint ?? 'AWS'}`)}`,
    ...(status.ends === null ? [] : [`${style.strong('ends')}  ${endText(status.ends, now)}`]),
    section('urls', urlLines(status, style), style),
    ...status.services.map((service) => serviceBlock(service, style, now)),
    section('discovery', discoveryLines(status.discovery, style), style),
    section('targets', targetLines(status.targets, style), style),
    section('alerts', alertLines(status, style, now), style),
  ].join('\n\n');
}

function section(title: string, lines: readonly string[], style: Style): string {
  return [style.strong(title), ...lines].join('\n');
}

function urlLines({ urls }: LabStatus, style: Style): string[] {
  const shown = (url: string | null) => (url === null ? style.quiet('not running') : style.link(url));
  return table(
    [
      ['app', shown(urls.app)],
      ['prometheus', shown(urls.prometheus)],
      ['grafana', shown(urls.grafana)],
      ['alertmanager', shown(urls.alertmanager)],
    ],
    '  ',
  );
}

function serviceBlock(service: ServiceStatus, style: Style, now: Date): string {
  const { name, desired, running, pending, deployments, tasks } = service;
  const count = `${running} of ${desired} running${pending > 0 ? `, ${pending} pending` : ''}`;
  const rollout = deployments.map((one) => deploymentText(one, deployments.length > 1)).join(', ');
  const paint = isSteady(service) ? style.good : style.warn;
  const rows = tasks.map((task) => taskRow(task, style, now));
  const header = ['task', 'status', 'health', 'age', 'private', 'public'].map((title) => style.quiet(title));
  return [
    `${style.strong(name)}  ${paint(count)}  ${style.quiet(rollout)}`,
    ...table([header, ...rows], '  '),
    ...tasks.flatMap((task) => idleContainers(task, style)),
  ].join('\n');
}

function deploymentText(
  { status, rolloutState, reason }: ServiceStatus['deployments'][number],
  several: boolean,
): string {
  const state = several ? `${status} ${rolloutState}` : rolloutState;
  return rolloutState === 'FAILED' && reason ? `${state} (${reason})` : state;
}

function taskRow(task: TaskStatus, style: Style, now: Date): string[] {
  const age = task.startedAt === null ? '-' : duration(Math.max(0, now.getTime() - Date.parse(task.startedAt)));
  return [
    task.id.slice(0, 8),
    paintState(task.lastStatus, style),
    paintState(task.health, style),
    age,
    task.privateAddress ?? '-',
    task.publicAddress ?? '-',
  ];
}

/** Containers that don't run, and why: a task may be fine without them. One that has done its work is none of them. */
function idleContainers({ id, containers }: TaskStatus, style: Style): string[] {
  const idle = containers.filter(({ lastStatus, reason }) => lastStatus !== 'RUNNING' && reason !== DONE);
  return idle.map((container) => `  ${style.warn(`${id.slice(0, 8)} ${container.name}: ${whyIdle(container)}`)}`);
}

function whyIdle({ lastStatus, reason }: ContainerStatus): string {
  return reason === null ? lastStatus : `${lastStatus}, ${reason}`;
}

function discoveryLines(services: readonly DiscoveryService[], style: Style): string[] {
  const rows = services.flatMap(({ name, namespace, ttlSeconds, instances }) => {
    const record = [`${name}.${namespace}`, ttlSeconds === null ? '' : `TTL ${ttlSeconds} s`];
    if (instances.length === 0) return [[...record, style.quiet('no address')]];
    return instances.map(({ address, health }) => [...record, address ?? 'unknown', paintState(health, style)]);
  });
  return rows.length === 0 ? [style.quiet('  no Cloud Map service')] : table(rows, '  ');
}

function targetLines(targets: readonly Target[] | null, style: Style): string[] {
  if (targets === null) return [style.quiet('  unknown: no Prometheus answers')];
  if (targets.length === 0) return [style.quiet('  none')];
  return table(
    targets.map(({ job, address, health, lastError }) => [
      job,
      address,
      paintState(health.toUpperCase(), style),
      style.quiet(lastError),
    ]),
    '  ',
  );
}

/** Prometheus finds its Alertmanager some seconds after its start. */
const ALERTING_STARTS_MS = 60_000;

/** The dead man's switch always fires: the one alert whose absence is the problem. */
function alertLines({ alerts, services }: LabStatus, style: Style, now: Date): string[] {
  if (alerts === null) return [style.quiet('  unknown: no Alertmanager answers')];
  const others = alerts.filter(({ name }) => name !== WATCHDOG);
  const silent = alerts.length === others.length;
  return [
    ...(silent ? [`  ${noWatchdog(services, style, now)}`] : []),
    ...(others.length === 0 ? [style.quiet('  none')] : table(others.map(alertRow(style)), '  ')),
  ];
}

function noWatchdog(services: readonly ServiceStatus[], style: Style, now: Date): string {
  const tasks = services.find(({ name }) => name === OBSERVABILITY_SERVICE)?.tasks ?? [];
  const young = tasks.some(({ startedAt }) => startedAt && now.getTime() - Date.parse(startedAt) < ALERTING_STARTS_MS);
  if (young) return style.quiet(`no ${WATCHDOG} yet: alerting starts`);
  return style.bad(`no ${WATCHDOG}: Prometheus does not evaluate its rules, or does not reach Alertmanager`);
}

function alertRow(style: Style): (alert: Alert) => string[] {
  return ({ name, severity, about, receivers, state }) => [
    name,
    severity ?? '',
    about,
    style.quiet(`to ${receivers.join(', ')}`),
    state === 'active' ? style.bad('FIRING') : style.quiet(state),
  ];
}

/** Green for well, red for not well, yellow for on its way; the word says the same. */
function paintState(word: string, style: Style): string {
  if (['RUNNING', 'HEALTHY', 'UP'].includes(word)) return style.good(word);
  if (['UNHEALTHY', 'DOWN', 'STOPPED', 'FAILED'].includes(word)) return style.bad(word);
  return ['UNKNOWN', 'unknown'].includes(word) ? style.quiet(word) : style.warn(word);
}
