import type { LabSnapshot } from '../snapshot/snapshot';

/** Something that shall become true, and can be seen in a snapshot. */
export interface Milestone {
  /** `task stopped` */
  readonly name: string;
  /** Told when it happens, but not waited for. @default false */
  readonly optional?: boolean;
  /** @returns what was seen, in a few words, once it is true; undefined before */
  readonly seenIn: (snapshot: LabSnapshot, progress: Progress) => string | undefined;
}

/** What a command set off, and how to see that it is over. */
export interface Plan {
  readonly milestones: readonly Milestone[];
  /** @returns a sentence when it can be seen that it will never be over */
  readonly failedIn?: (snapshot: LabSnapshot) => string | undefined;
}

export interface Reached {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly detail: string;
}

/** How far it is. */
export interface Progress {
  /** When it was set off. */
  readonly startedAt: number;
  readonly reached: readonly Reached[];
}

export function start(startedAt: number): Progress {
  return { startedAt, reached: [] };
}

/** The progress after one more look: milestones in the plan's order, so that one may build on those before it. */
export function advance({ milestones }: Plan, progress: Progress, snapshot: LabSnapshot): Progress {
  const reached = [...progress.reached];
  const now = { ...progress, reached };
  for (const { name, seenIn } of milestones) {
    if (reachedAt(now, name) !== undefined) continue;
    const detail = seenIn(snapshot, now);
    if (detail !== undefined) reached.push({ name, at: snapshot.at, detail });
  }
  return now;
}

/** What is still waited for. */
export function missing({ milestones }: Plan, progress: Progress): string[] {
  return milestones
    .filter(({ name, optional }) => !optional && reachedAt(progress, name) === undefined)
    .map(({ name }) => name);
}

/** When a milestone was reached, in milliseconds since 1970. */
export function reachedAt({ reached }: Progress, name: string): number | undefined {
  return reached.find((one) => one.name === name)?.at;
}
