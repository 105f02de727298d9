import type { Part, Snapshot, TimelineEvent } from '../snapshot';

const PARTS = ['services', 'dns', 'targets', 'slos', 'alerts', 'faults', 'circuits'] as const;
type PartName = (typeof PARTS)[number];

/** What the page has to change in its picture. Parts whose data is the same have only their moment. */
export interface Changes {
  readonly now: string;
  readonly whole: boolean;
  readonly lab?: Snapshot['lab'];
  readonly parts: { readonly [name in PartName]?: Partial<Part<unknown>> };
  /** Those that the page does not have yet. */
  readonly timeline: readonly TimelineEvent[];
  readonly hands: Snapshot['hands'];
  /** Absent when it is the same. */
  readonly room?: Snapshot['room'];
}

export function whole(picture: Snapshot): Changes {
  return changesOf(undefined, picture);
}

export function changesOf(before: Snapshot | undefined, now: Snapshot): Changes {
  const parts = Object.fromEntries(
    PARTS.map((name) => {
      const [old, next] = [before?.[name], now[name]];
      const same = old !== undefined && JSON.stringify(old.data) === JSON.stringify(next.data);
      return [name, same ? { at: next.at, error: next.error } : next];
    }),
  );
  const last = Math.max(0, ...(before?.timeline ?? []).map(({ id }) => id));
  return {
    now: now.now,
    whole: before === undefined,
    ...(before === undefined && { lab: now.lab }),
    parts,
    timeline: now.timeline.filter(({ id }) => id > last),
    hands: now.hands,
    ...(JSON.stringify(before?.room) !== JSON.stringify(now.room) && { room: now.room }),
  };
}

/** The picture that results; undefined while there is none to change. */
export function applied(before: Snapshot | undefined, changes: Changes): Snapshot | undefined {
  const { now, parts, timeline, hands, room } = changes;
  if (changes.whole) {
    return { now, lab: changes.lab, ...parts, timeline, hands, room } as Snapshot;
  }
  if (before === undefined) return undefined;
  const changed = Object.fromEntries(
    PARTS.map((name) => [name, { ...before[name], ...parts[name] }]),
  ) as unknown as Pick<Snapshot, PartName>;
  const events = [...before.timeline, ...timeline].sort((a, b) => a.at.localeCompare(b.at) || a.id - b.id);
  return { ...before, ...changed, now, hands, room: room ?? before.room, timeline: events.slice(-300) };
}
