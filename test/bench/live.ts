import { askPanels, panelQuery } from '../_helpers/dashboard-queries';
import { activeAlerts, query, queryValue, type Alert } from '../_helpers/prometheus-api';
import { LAB, run, startLab, until, type BenchLab } from './lab';

const MINUTE = 60;
/** How long a lab that nobody disturbs is watched. */
const QUIET_SECONDS = 10 * MINUTE;
/** Longer than every short window of the class clock, as long as its second longest one. */
const SMALL_FAULT_SECONDS = 8 * MINUTE;
/** What the next scrape and the next evaluation add to a computed time. */
const SLACK_SECONDS = 10;

/** What is read of `lab slo simulate --json`. */
interface Simulated {
  readonly outcomes: readonly {
    readonly alerts: readonly {
      readonly alert: string;
      readonly clock: string;
      readonly objective: string;
      readonly firesAfterSeconds?: number;
      readonly resetsAfterFixSeconds?: number;
    }[];
  }[];
}

/** A lab that nobody disturbs for ten minutes, then with 0.5 % errors: nothing may alert. */
export async function benchQuiet(network: string): Promise<void> {
  const lab = await startLab(network, () => {});
  try {
    const { prometheus } = lab.report.urls;
    const printed = lab.report.history!.budgets;
    const [nans, alerts, below] = [new Set<string>(), new Set<string>(), new Set<string>()];
    let [lowestReal, lowestClass] = [Infinity, Infinity];
    await watch(QUIET_SECONDS, async (second) => {
      for (const { metric, value } of await query(prometheus, '{__name__=~"slo:.+"}')) {
        if (value[1] === 'NaN') nans.add(nameOf(metric));
        if (metric['__name__'] !== 'slo:error_budget:left') continue;
        const left = Number(value[1]);
        if (metric['clock'] === 'class') lowestClass = Math.min(lowestClass, left);
        const of = printed.find(({ slo, objective }) => slo === metric['slo'] && objective === metric['objective']);
        if (metric['clock'] !== 'real' || !of) continue;
        lowestReal = Math.min(lowestReal, left - of.left);
        if (left < of.left - 0.0005) below.add(`${of.slo} ${of.objective} ${left} < ${of.left} at ${second} s`);
      }
      for (const alert of await activeAlerts(prometheus)) alerts.add(`${textOf(alert)} ${alert.state}`);
    });
    line('fresh lab, 10 min: alerts pending or firing', 'none', 'none', list(alerts));
    line('fresh lab, 10 min: slo:* series that were NaN', 'none', 'none', list(nans));
    const points = (share: number) => `${(100 * share).toFixed(2)} points`;
    line('fresh lab: lowest real budget against what was printed', '≥ 0', '0', points(lowestReal));
    line('fresh lab: real budgets below what was printed', 'none', 'none', list(below));
    line('fresh lab: lowest budget of the class hour', '100 %', '100 %', `${(100 * lowestClass).toFixed(2)} %`);
    const { asked, withoutData } = await askPanels(prometheus);
    line(`fresh lab: of ${asked} panel queries, without data or with NaN`, 'none', 'none', list(withoutData));
    // The prober's requests are not counted among them.
    const requests = `sum(${panelQuery('service-view.json', 'Requests a second, by route')})`;
    const sent = lab.report.trafficPerSecond.toFixed(1);
    line(
      'fresh lab: requests a second in their panel',
      sent,
      sent,
      (await queryValue(prometheus, requests))!.toFixed(1),
    );

    const [ofClass, others] = [new Set<string>(), new Set<string>()];
    const started = await setFault(lab, 0.005);
    await watch(SMALL_FAULT_SECONDS, async () => {
      for (const alert of await activeAlerts(prometheus))
        (alert.labels['clock'] === 'class' ? ofClass : others).add(textOf(alert));
    });
    const ratio = await errorRatio(prometheus, Math.round(since(started)));
    line(`0.5 % errors, 8 min (${ratio} seen): alerts of the class clock`, 'none', 'none', list(ofClass));
    console.log(`other alerts meanwhile: ${list(others)}`);
  } finally {
    await lab.stop();
  }
}

/** 10 % errors until the real clock pages, then none: when each alert of availability begins and ends. */
export async function benchFault(network: string): Promise<void> {
  const computed = JSON.parse(
    await run([...LAB, 'slo', 'simulate', '--json', '--slo', 'availability', '--errors', '10%', '--for', '9m']),
  ) as Simulated;
  const lab = await startLab(network, () => {});
  try {
    const { prometheus } = lab.report.urls;
    await until(async () => {
      const rate = await queryValue(prometheus, 'sum(rate(http_requests_total{source="",route!="unmatched"}[20s]))');
      return rate !== undefined && rate > 9.5 ? true : undefined;
    });
    const [began, ended] = [new Map<string, number>(), new Map<string, number>()];
    const started = await setFault(lab, 0.1);
    const page = 'availability SloBurnRealMonthPageFast 99.9%';
    await watch(11 * MINUTE, async () => {
      for (const alert of await activeAlerts(prometheus))
        if (!began.has(textOf(alert))) began.set(textOf(alert), (Date.parse(alert.activeAt) - started) / 1000);
      return began.has(page);
    });
    const ratio = await errorRatio(prometheus, Math.round(since(started)));
    console.log(`10 % errors for ${since(started).toFixed(0)} s: ${ratio} seen`);
    const fixed = Date.now();
    await fetch(`${lab.report.urls.app}/chaos/faults`, { method: 'DELETE' });
    const everything = [...began.keys()];
    await watch(6 * MINUTE, async () => {
      const now = new Set((await activeAlerts(prometheus)).map(textOf));
      for (const name of everything) if (!now.has(name) && !ended.has(name)) ended.set(name, since(fixed));
      return ended.has(page);
    });
    for (const { alert, clock, objective, firesAfterSeconds, resetsAfterFixSeconds } of computed.outcomes[0]!.alerts) {
      const name = `availability ${alert} ${objective}`;
      if (firesAfterSeconds === undefined && !began.has(name)) continue;
      const isPage = name === page;
      const asked = (limit: number, computedSeconds?: number) =>
        isPage ? `≤ ${limit} s` : computedSeconds === undefined ? 'never' : `≤ ${computedSeconds + SLACK_SECONDS} s`;
      const text = (value?: number) => (value === undefined ? 'never' : `${value.toFixed(1)} s`);
      const title = `10 % errors: ${clock} clock, ${objective}, ${alert}`;
      line(`${title} fires`, asked(578, firesAfterSeconds), text(firesAfterSeconds), text(began.get(name)));
      line(`${title} is off`, asked(300, resetsAfterFixSeconds), text(resetsAfterFixSeconds), text(ended.get(name)));
    }
    const others = everything.filter((name) => !name.startsWith('availability '));
    const times = others.map(
      (name) => `${name} ${began.get(name)!.toFixed(0)} s to fix + ${ended.get(name)?.toFixed(0) ?? '…'} s`,
    );
    console.log(`other alerts meanwhile:\n  ${times.join('\n  ') || 'none'}`);
  } finally {
    await lab.stop();
  }
}

/** Sets an error fault on all routes; resolves with the time at which it was there. */
async function setFault({ report: { urls } }: BenchLab, ratio: number): Promise<number> {
  const response = await fetch(`${urls.app}/chaos/faults`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: 'error', route: '*', ratio, ttlSeconds: 3600, owner: 'bench' }),
  });
  if (!response.ok) throw new Error(`PUT /chaos/faults answered ${response.status}: ${await response.text()}`);
  return Date.now();
}

async function errorRatio(prometheus: string, seconds: number): Promise<string> {
  const of = (labels: string) =>
    `sum(increase(http_requests_total{source="",route!="unmatched"${labels}}[${seconds}s]))`;
  return `${(100 * ((await queryValue(prometheus, `${of(',http_status=~"5.."')} / ${of('')}`)) ?? 0)).toFixed(2)} %`;
}

/** Looks every second, for so long or until `look` has seen enough. */
async function watch(seconds: number, look: (second: number) => Promise<unknown>): Promise<void> {
  const started = Date.now();
  while (since(started) < seconds) {
    if ((await look(Math.round(since(started)))) === true) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function since(time: number): number {
  return (Date.now() - time) / 1000;
}

function textOf({ labels }: Alert): string {
  return [labels['slo'], labels['alertname'], labels['objective']].filter(Boolean).join(' ');
}

function nameOf({ __name__, ...labels }: Readonly<Record<string, string>>): string {
  return `${__name__}${JSON.stringify(labels)}`;
}

function list(of: Iterable<string>): string {
  const things = [...of];
  return things.length === 0 ? 'none' : `${things.length}:\n    ${things.slice(0, 20).join('\n    ')}`;
}

function line(title: string, asked: string, computed: string, seen: string): void {
  console.log(`${title.padEnd(76)} asked ${asked.padEnd(9)} computed ${computed.padEnd(9)} seen ${seen}`);
}
