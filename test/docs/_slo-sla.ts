import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { span } from '../../lib/cli/format/slo-simulate';
import { labSlos } from '../../lib/history/lab-slos';
import { findProjectRoot } from '../../lib/model/project-root';
import { LAB_SAMPLING } from '../../lib/model/sampling';
import { playIncident } from '../../lib/slo/incident';
import type { Clock, Objective, Slo } from '../../lib/slo/model';
import { row } from './_numbers';

/** Everything in docs/slo-sla.md that has a number in it, made from `observability/slo/` and from arithmetic. */

const ROOT = findProjectRoot(__dirname);
const SLOS = labSlos(join(ROOT, 'observability/slo'));
/** Requests a second of `npm start`, three of which ask for data; the prober asks once a second. */
const RATE = 10;
const EVENTS_A_SECOND: Readonly<Record<string, number>> = { 'outside-in': 1, freshness: 3 };
const UNITS: Readonly<Record<string, string>> = { 'outside-in': 'probes', freshness: 'data answers' };
const HOUR = 3600;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;
const MINUTE = 60;

export function numbersOfThePage(): string[] {
  return [
    ...objectives(),
    ...requests(),
    ...outages(),
    ...incidents(),
    ...clocks(),
    ...oneTrafficThreeShares(),
    ...twoPlaces(),
    ...sla(),
    ...timeToAct(),
    ...sentences(),
  ];
}

/** Each objective and what it allows in its clock's period. */
function objectives(): string[] {
  return SLOS.flatMap((one) =>
    one.objectives.flatMap((objective) =>
      objective.clocks.map((clock) => {
        const { allowed, all } = budgetOf(one, objective, clock);
        return row(
          `\`${one.name}\``,
          percent(objective.target),
          clock.name === 'real' ? 'real month' : 'class hour',
          percent(1 - objective.target),
          `${count(allowed)} of ${count(all)} ${unitOf(one)}`,
          span(exact((1 - objective.target) * clock.periodSeconds)),
        );
      }),
    ),
  );
}

/** "99 % of 10,000 requests: 100 may fail", for other numbers too. */
function requests(): string[] {
  const targets = [0.95, 0.99, 0.995, 0.999];
  const rows = [
    ['of these requests', 10_000],
    ['of a class hour at 10 a second', HOUR * RATE],
    ['of 30 days at 10 a second', MONTH * RATE],
  ] as const;
  return [
    row('', 'all', ...targets.map(percent)),
    ...rows.map(([name, all]) => row(name, count(all), ...targets.map((target) => count((1 - target) * all)))),
  ];
}

/** The same budget as a total outage. */
function outages(): string[] {
  return [0.95, 0.99, 0.995, 0.999, 0.9999].map((target) => {
    const [hour, day, month] = [HOUR, DAY, MONTH].map((period) => exact((1 - target) * period)) as [
      number,
      number,
      number,
    ];
    return row(percent(target), `${hour} s`, `${count(day / MINUTE)} min`, `${count(month / MINUTE)} min`);
  });
}

/** What an incident of the lab's traffic costs. */
function incidents(): string[] {
  const played = [
    [0.1, 60],
    [0.05, 120],
    [0.02, 600],
    [0.1, 600],
    [1, 30],
    [1, exact(0.001 * MONTH)],
  ] as const;
  return played.map(([errors, seconds]) => {
    const { costs } = playIncident(availability(), incident(errors, seconds), LAB_SAMPLING);
    const share = (clock: Clock['name'], objective: string) =>
      figures(costs.find((cost) => cost.clock === clock && cost.objective === objective)!.share);
    return row(
      `${percent(errors)} errors for ${seconds < MINUTE ? `${seconds} s` : `${exact(seconds / MINUTE)} min`}`,
      count(errors * seconds * RATE),
      share('class', '99%'),
      share('real', '99%'),
      share('real', '99.9%'),
    );
  });
}

/** The tiers of both clocks side by side. */
function clocks(): string[] {
  const tiers = (clock: Clock['name']) => availability().alertPolicies.find((policy) => policy.clock === clock)!.tiers;
  const { alerts } = playIncident(availability(), incident(0.1, 600), LAB_SAMPLING);
  return [['class', '99%', HOUR] as const, ['real', '99.9%', MONTH] as const].flatMap(([clock, objective, period]) =>
    tiers(clock).map((tier) => {
      const alert = alerts.find((one) => one.clock === clock && one.objective === objective && one.tier === tier.name)!;
      return row(
        `${clock === 'class' ? 'class hour' : 'real month'}, ${objective.replace('%', ' %')}`,
        `\`${tier.name}\``,
        `${span(tier.longSeconds)} and ${span(tier.shortSeconds)}`,
        percent((tier.burnRate * tier.longSeconds) / period),
        String(tier.burnRate),
        percent(alert.threshold),
        alert.firesAfterSeconds === undefined ? 'silent' : `after ${span(alert.firesAfterSeconds)}`,
      );
    }),
  );
}

/** One row of requests, and what three definitions make of it. */
function oneTrafficThreeShares(): string[] {
  const [ok, client, server] = [900, 60, 40];
  const all = ok + client + server;
  return [
    row('2xx', String(ok)),
    row('4xx', String(client)),
    row('5xx', String(server)),
    row('2xx ÷ all: "returns 200", as the requirement documents say it', `${ok} ÷ ${count(all)}`, figures(ok / all)),
    row('not 5xx ÷ all: the lab', `${ok + client} ÷ ${count(all)}`, figures((ok + client) / all)),
    row('2xx ÷ (2xx + 5xx): a 4xx is not valid', `${ok} ÷ ${ok + server}`, figures(ok / (ok + server))),
  ];
}

/** Nobody answers for a while: what is counted inside and outside. */
function twoPlaces(): string[] {
  const { allowed } = budgetOf(slo('outside-in'), ...classObjective('outside-in'));
  return [2, 30, 60].map((seconds) =>
    row(
      `${seconds} s`,
      count(seconds * RATE),
      '0',
      `${seconds} of ${MINUTE}`,
      count(seconds),
      figures(seconds / allowed),
    ),
  );
}

/** The promise to customers beside the lab's own objective. */
function sla(): string[] {
  const minutes = (target: number) => exact(((1 - target) * MONTH) / MINUTE);
  return [
    row('SLA, 99 %', `${minutes(0.99)} min`, 'the provider must fix the service within 24 h'),
    row('SLO, 99.9 %', `${minutes(0.999)} min`, 'the error-budget policy: no risky change'),
    row('between them', `${exact(minutes(0.99) - minutes(0.999))} min`, 'time to act before a customer has a claim'),
    `${exact(minutes(0.99) - minutes(0.999))} of ${minutes(0.99)} minutes, ${percent(1 - minutes(0.999) / minutes(0.99))}`,
    `an SLO such as 99.95 % (${minutes(0.9995)} minutes)`,
    '"If availability drops below 99.9%, users receive a 10% service credit"',
    'at 99.9 % leaves an SLO of 99.9 % no room',
    row('95 % of requests below 2 s', '5 %', 'report when more than 10 % of the requests are slower', '10 %'),
  ];
}

/** From the begin of an incident: the page, the end of the SLO's budget, the end of the SLA. */
function timeToAct(): string[] {
  return [1, 0.1, 0.02].map((errors) => {
    const spent = (target: number) => ((1 - target) * MONTH) / errors;
    const { alerts } = playIncident(
      slo('outside-in'),
      { ...incident(errors, 3 * HOUR), eventsPerSecond: 1 },
      LAB_SAMPLING,
    );
    const page = alerts.find((one) => one.clock === 'real' && one.objective === '99.9%' && one.tier === 'page-fast')!;
    return row(percent(errors), span(page.firesAfterSeconds!), span(exact(spent(0.999))), span(exact(spent(0.99))));
  });
}

function sentences(): string[] {
  const [month, inClass] = [exact(0.001 * MONTH) / MINUTE, exact((0.1 * HOUR) / MINUTE)];
  const inMonth = exact((0.02 * MONTH) / HOUR);
  return [
    `If your SLO for availability is 99 %, then out of 10,000 requests up to ${count((1 - 0.99) * 10_000)} may fail: (1 − 0.99) × 10,000`,
    `99.9 % over 30 days is (1 − 0.999) × 30 × 24 × 60 = ${month} minutes`,
    `${count(MONTH)} s ÷ ${count(HOUR)} s = ${MONTH / HOUR} times`,
    `10 % × ${count(HOUR)} s ÷ ${MINUTE} s = ${inClass}`,
    `2 % × ${count(MONTH)} s ÷ ${count(HOUR)} s = ${inMonth}`,
    `${inClass} × (1 − 0.99) = ${percent(inClass * (1 - 0.99))}`,
    `${inMonth} × (1 − 0.999) = ${percent(inMonth * (1 - 0.999))}`,
    `${inMonth} × (1 − 0.9) = ${percent(inMonth * (1 - 0.9))}`,
    `${RATE} requests a second`,
    `${proberTimeoutSeconds()} s`,
    ...promises(),
    `in a class hour | in a day | in ${MONTH / DAY} days |`,
    `**real month**, ${MONTH / DAY} days that slide`,
    `**class hour**, ${HOUR / MINUTE} minutes that slide`,
    'class hour, 99 % | real month, 99 % | real month, 99.9 % |',
    'Errors of 10 % for 10 minutes',
    'at 10 % errors for 10 min |',
    'The SLA promises 99 % uptime a month',
    "The lab's SLO for the same SLI, `outside-in`, is 99.9 %",
    `down for at most, in ${MONTH / DAY} days`,
    'budget of the SLO (99.9 %) gone after | SLA (99 %) broken after',
    '"Failed requests at most 1 % a month" is "99 % available" again',
    // Not measured: the ones of formulas, and the source of the formula.
    '1 − SLO',
    'each is 1 minus the other',
    'At burn rate 1 the budget lasts exactly the window',
    'SRE Workbook, chapter 5',
  ];
}

/** What the requirement documents promise, with the targets of the lab's files. */
function promises(): string[] {
  const target = (name: string, at = 0) => percent(slo(name).objectives[at]!.target);
  const threshold = (name: string) => slo(name).objectives[0]!.threshold!.value;
  return [
    `${target('availability')} of requests return \`200\`, and less than ${percent(1 - slo('availability').objectives[0]!.target)} fail`,
    `${target('latency-2s')} below ${threshold('latency-2s')} s`,
    `${target('latency-200ms')} under ${exact(threshold('latency-200ms') * 1000)} ms`,
    `${target('freshness')} fresh`,
    `${target('outside-in', 1)} uptime`,
    `mean matching score at least ${percent(threshold('quality'))}`,
  ];
}

function proberTimeoutSeconds(): number {
  const text = readFileSync(join(ROOT, 'observability/prober/src/main.ts'), 'utf8');
  return Number(/TIMEOUT_MS = (\d+)/.exec(text)![1]) / 1000;
}

function availability(): Slo {
  return slo('availability');
}

function slo(name: string): Slo {
  return SLOS.find((one) => one.name === name)!;
}

function classObjective(name: string): [Objective, Clock] {
  for (const objective of slo(name).objectives) {
    const clock = objective.clocks.find((one) => one.name === 'class');
    if (clock !== undefined) return [objective, clock];
  }
  throw new Error(`${name} is not on the class clock`);
}

/** Events of a period, and how many may be bad: probes for what the prober counts, slices for what is judged by the minute. */
function budgetOf({ name, budgeting }: Slo, { target }: Objective, { periodSeconds }: Clock) {
  const perSecond = budgeting.method === 'Occurrences' ? (EVENTS_A_SECOND[name] ?? RATE) : 1 / budgeting.sliceSeconds;
  const all = exact(periodSeconds * perSecond);
  return { all, allowed: exact((1 - target) * all) };
}

function unitOf({ name, budgeting }: Slo): string {
  return budgeting.method === 'Occurrences' ? (UNITS[name] ?? 'requests') : 'minutes';
}

function incident(errorRatio: number, seconds: number) {
  return { errorRatio, seconds, eventsPerSecond: RATE, historySeconds: undefined };
}

/** Without what binary fractions add. */
function exact(value: number): number {
  return Number(value.toFixed(9));
}

function count(value: number): string {
  return exact(value).toLocaleString('en-US');
}

function percent(share: number): string {
  return `${exact(share * 100)} %`;
}

/** Three significant figures: `16.7 %`, `0.231 %`, `7,200 %`. */
function figures(share: number): string {
  return `${Number((share * 100).toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 9 })} %`;
}
