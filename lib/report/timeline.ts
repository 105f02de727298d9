import type { Ack, ReportFacts, RunFacts } from './facts';
import type { Incident } from './incidents';
import { isKnown } from './known';
import type { Moments } from './measures';
import { stretchesOf, type Stretch } from './series';

/** One line of the story. */
export interface TimelineEntry {
  /** Seconds since 1970. */
  readonly at: number;
  readonly kind: 'good' | 'bad' | 'neutral';
  readonly text: string;
  /** Who told: so that a reader can ask again. */
  readonly source: 'Prometheus' | 'ECS' | 'lab ack' | 'lab run';
}

/** What happened in a stretch, by everybody who could tell, in the order of time. */
export function timelineOf(
  facts: ReportFacts,
  incident: Incident & { readonly moments: Moments; readonly acks: readonly Ack[]; readonly run: RunFacts | null },
  span: Stretch,
): TimelineEntry[] {
  const { moments, acks, run } = incident;
  const entries = [
    ...faultEntries(incident),
    ...badEntries(moments),
    ...alertEntries(incident),
    ...targetEntries(facts),
    ...ecsEntries(facts),
    ...ackEntries(acks),
    ...(run?.steps ?? []).map(({ at, text }): TimelineEntry => ({
      at,
      kind: 'neutral',
      text,
      source: 'lab run',
    })),
  ];
  return entries.filter(({ at }) => at >= span.from && at <= span.to).sort((a, b) => a.at - b.at);
}

function faultEntries({ disturbances }: Incident): TimelineEntry[] {
  return disturbances
    .filter(({ kind }) => kind === 'fault')
    .flatMap(({ name, strength, from, to, goesOn, beganBefore }): TimelineEntry[] => [
      ...(beganBefore ? [] : [fact(from, 'bad', `fault ${name} is on, strength ${strength}`)]),
      ...(goesOn ? [] : [fact(to, 'good', `fault ${name} is over`)]),
    ]);
}

function badEntries({ firstBad, lastBad }: Moments): TimelineEntry[] {
  return [
    ...(isKnown(firstBad) ? [fact(firstBad.value, 'bad', 'the first failed request or probe is seen')] : []),
    ...(isKnown(lastBad) ? [fact(lastBad.value, 'good', 'the last failed request or probe is seen')] : []),
  ];
}

function alertEntries({ alerts }: Incident): TimelineEntry[] {
  return alerts.flatMap(({ name, labels, pending, firing, resolved }): TimelineEntry[] => {
    const text = alertText(name, labels);
    return [
      ...(pending === null ? [] : [fact(pending, 'neutral', `pending: ${text}`)]),
      ...(firing === null ? [] : [fact(firing, 'bad', `fires: ${text}`)]),
      ...(firing === null || resolved === null ? [] : [fact(resolved, 'good', `resolved: ${text}`)]),
    ];
  });
}

/** `P0 SloBurnClassHourPageFast, availability 99%`; the name of a burn alert says its clock. */
export function alertText(name: string, labels: Readonly<Record<string, string>>): string {
  const about = [labels['slo'], labels['objective']].filter(Boolean).join(' ');
  return `${[labels['severity'], name].filter(Boolean).join(' ')}${about === '' ? '' : `, ${about}`}`;
}

function targetEntries({ series, range }: ReportFacts): TimelineEntry[] {
  return series.targets.flatMap((target) => {
    const instance = target.labels['instance'] ?? 'unknown';
    const up = stretchesOf(target, range.step, [], (value) => value === 1);
    const down = stretchesOf(target, range.step, [], (value) => value === 0);
    const entry = (at: number, kind: TimelineEntry['kind'], text: string) =>
      at - range.from <= range.step * 1.5 || range.to - at <= range.step * 1.5 ? [] : [fact(at, kind, text)];
    const lastSeen = target.points.at(-1)?.[0];
    return [
      ...up.flatMap(({ from }) => entry(from, 'good', `target ${instance} is UP`)),
      ...down.flatMap(({ from }) => entry(from, 'bad', `target ${instance} is DOWN`)),
      ...(lastSeen === undefined
        ? []
        : entry(lastSeen + range.step, 'neutral', `target ${instance} is gone from discovery`)),
    ];
  });
}

function ecsEntries({ services, tasks }: ReportFacts): TimelineEntry[] {
  const told = services.flatMap(({ events }) => events.map(({ at, message }) => ecs(at, 'neutral', message)));
  const stops = tasks.flatMap(({ id, service, stoppedAt, stoppingAt, stopCode, stoppedReason }) => {
    const at = stoppedAt ?? stoppingAt;
    const why = [stopCode, stoppedReason].filter(Boolean).join(', ') || 'no reason given';
    return at === null ? [] : [ecs(at, 'bad', `task ${id} of ${service} stopped: ${why}`)];
  });
  const starts = tasks.flatMap(({ id, service, startedAt }) =>
    startedAt === null ? [] : [ecs(startedAt, 'good', `task ${id} of ${service} runs`)],
  );
  const deployments = services.flatMap(({ name, deployments: all }) =>
    all.map(({ id, createdAt, rolloutState, reason }) =>
      ecs(
        createdAt,
        'neutral',
        `deployment ${id} of ${name} was created; it is ${rolloutState}${reason ? ` (${reason})` : ''}`,
      ),
    ),
  );
  return [...told, ...stops, ...starts, ...deployments];
}

function ackEntries(acks: readonly Ack[]): TimelineEntry[] {
  return acks.map(({ at, by, note, alert, slo, objective }) => ({
    at: Date.parse(at) / 1000,
    kind: 'neutral',
    text: `acknowledged by ${by}: ${[alert, slo, objective].filter(Boolean).join(' ')}${note === null ? '' : `, “${note}”`}`,
    source: 'lab ack',
  }));
}

function fact(at: number, kind: TimelineEntry['kind'], text: string): TimelineEntry {
  return { at, kind, text, source: 'Prometheus' };
}

function ecs(at: number, kind: TimelineEntry['kind'], text: string): TimelineEntry {
  return { at, kind, text, source: 'ECS' };
}
