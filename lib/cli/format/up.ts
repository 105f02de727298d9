import { PORTS } from '../../model/names';
import type { UpReport } from '../up/report';
import { budgetLines } from './backfill';
import { duration } from './duration';
import type { Style } from './style';
import { table } from './table';

/** Where everything is, and four things to try. */
export function formatUp(report: UpReport, style: Style): string {
  return [
    '',
    `${style.good('●')} ${style.strong('The lab is up.')} ${style.quiet(`It took ${duration(report.tookMs)}.`)}`,
    '',
    ...table(addressRows(report, style), '  '),
    ...historyLines(report, style),
    ...shareLines(report, style),
    '',
    style.strong('Try next, in a second terminal:'),
    ...table(thingsToTry(style), '  '),
    '',
    style.quiet(ending(report)),
  ].join('\n');
}

/** `localhost` leads to a healthy task whichever it is; the task's own address is new for each task. */
function addressRows(
  { urls, grafanaMissing, alertmanagerMissing, consoleToken, network, trafficPerSecond, endpoint }: UpReport,
  style: Style,
): string[][] {
  const row = (name: string, port: number, own: string | null, missing: string) =>
    own === null
      ? [name, style.warn('not running'), style.quiet(missing)]
      : [name, style.link(`http://localhost:${port}`), style.quiet(`this task: ${own}`)];
  return [
    row('the API', PORTS.app, urls.app, ''),
    row('Prometheus', PORTS.prometheus, urls.prometheus, ''),
    row('Grafana', PORTS.grafana, urls.grafana, grafanaMissing ?? ''),
    row('Alertmanager', PORTS.alertmanager, urls.alertmanager, alertmanagerMissing ?? ''),
    ...consoleRows(urls.console, consoleToken, style),
    ['AWS', style.link(endpoint), ''],
    ['network', network.kind, style.quiet(network.reason)],
    ['traffic', trafficPerSecond === 0 ? 'none' : `${trafficPerSecond} requests a second`, ''],
  ];
}

/** The page has no address of its own in a lab without a console, and then no line. */
function consoleRows(own: string | null, token: string | null, style: Style): string[][] {
  if (own === null) return [];
  const page = `http://localhost:${PORTS.console}/sre/dashboard-ui`;
  const told = token === null ? '' : `token of its buttons: ${token}`;
  return [['the console', style.link(page), style.quiet(told)]];
}

/** What the classroom needs to see: the address, the code, and both as one picture. */
function shareLines({ share }: UpReport, style: Style): string[] {
  if (share === null) return [];
  const { urls, code, link } = share;
  // Seldom asked for: no other start waits for it.
  const { qrText }: typeof import('../share/qr-text') = require('../share/qr-text');
  return [
    '',
    style.strong('The console is open to the local network, for looking:'),
    ...urls.map((url) => `  ${style.link(`${url}/sre/dashboard-ui`)}`),
    code === null
      ? `  ${style.warn('the console does not tell its join code yet')}; its view Room has it, with the token of its buttons`
      : `  students join with the code ${style.strong(code)}; it is in this picture:`,
    '',
    ...qrText(link, style.paper).map((line) => `  ${line}`),
  ];
}

/** The month before the lab's first minute is made up, and says so. */
function historyLines({ history }: UpReport, style: Style): string[] {
  if (history === null) return [];
  const names = history.incidents.map(({ name }) => name).join(', ');
  return [
    ...budgetLines(history, style),
    style.quiet(
      `  The ${history.days} days before now are synthetic (seed ${history.seed}), incidents included: ${names}.`,
    ),
  ];
}

function thingsToTry(style: Style): string[][] {
  const app = `localhost:${PORTS.app}`;
  return [
    ['1', style.link('npx lab status'), 'tasks, addresses, DNS, targets'],
    ['2', style.link(`while sleep 0.1; do curl -s ${app}/fail; done`), 'the SLI falls below 99 %'],
    ['3', style.link(`curl ${app}/kill`), 'the task dies, ECS starts another, DNS follows'],
    ['4', style.link('eval "$(npx lab env)" && npx cdk diff'), 'the real CDK CLI; deploy and destroy work too'],
  ];
}

function ending({ detached, pid }: UpReport): string {
  return detached
    ? `It runs in the background (pid ${pid}); "npx lab down" takes it all down.`
    : 'Ctrl-C takes it all down.';
}
