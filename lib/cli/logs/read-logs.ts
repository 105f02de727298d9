import type { LogEvent, LogsApi } from '../../aws/logs-api';
import { containerOf } from './choose-groups';

/** One line of a container's log. */
export interface LogLine {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly container: string;
  /** The task's id; empty for a stream that is of none. */
  readonly task: string;
  readonly message: string;
}

export interface LogQuery {
  readonly groups: readonly string[];
  /** Milliseconds since 1970. */
  readonly since: number;
  /** The text that a line must have, as it is written. */
  readonly grep?: string | undefined;
}

/** What is read of one group at once: more is too much to look at, and to keep in memory. */
export const MOST_EVENTS = 10_000;

/** Events reach CloudWatch out of order; one that comes later than this is not followed. */
const OVERLAP_MS = 10_000;

export interface Logs {
  readonly lines: readonly LogLine[];
  /** The containers that have more than was read. */
  readonly cut: readonly string[];
}

/** The lines of all groups since a time, oldest first. */
export async function readLogs(api: LogsApi, query: LogQuery): Promise<Logs> {
  const found = await eventsOf(api, query);
  return {
    lines: inOrder(found.flatMap(({ group, events }) => events.map((event) => lineOf(group, event)))),
    cut: found.filter(({ full }) => full).map(({ group }) => containerOf(group)),
  };
}

/** Reads again and again what is new; each line is told once. */
export function createFollower(api: LogsApi, query: LogQuery): { next(): Promise<readonly LogLine[]> } {
  const seen = new Map<string, number>();
  let { since } = query;
  return {
    async next() {
      const found = await eventsOf(api, { ...query, since });
      const fresh = found.flatMap(({ group, events }) =>
        events
          .filter(({ id }) => !seen.has(`${group} ${id}`))
          .map((event) => ({ key: `${group} ${event.id}`, timestamp: event.timestamp, line: lineOf(group, event) })),
      );
      for (const { key, timestamp } of fresh) seen.set(key, timestamp);
      since = Math.max(since, ...fresh.map(({ timestamp }) => timestamp - OVERLAP_MS));
      for (const [key, timestamp] of seen) if (timestamp < since) seen.delete(key);
      return inOrder(fresh.map(({ line }) => line));
    },
  };
}

/** One group after the other: CloudWatch allows an account few of these calls a second. */
async function eventsOf(api: LogsApi, { groups, since, grep }: LogQuery) {
  const found: { readonly group: string; readonly events: readonly LogEvent[]; readonly full: boolean }[] = [];
  for (const group of groups) {
    const events = await api.events({ group, since, pattern: patternOf(grep), limit: MOST_EVENTS });
    found.push({
      group,
      events: events.filter(({ message }) => grep === undefined || message.includes(grep)),
      full: events.length === MOST_EVENTS,
    });
  }
  return found;
}

/** CloudWatch looks for a quoted text; one that would end its quotes is looked for here. */
function patternOf(grep: string | undefined): string | undefined {
  return grep === undefined || /["\\]/.test(grep) ? undefined : `"${grep}"`;
}

function lineOf(group: string, { stream, timestamp, message }: LogEvent): LogLine {
  return {
    time: new Date(timestamp).toISOString(),
    container: containerOf(group),
    task: stream.split('/')[2] ?? '',
    message: message.replace(/\r?\n$/, ''),
  };
}

/** Lines of one moment stay in the order in which they came. */
function inOrder(lines: readonly LogLine[]): LogLine[] {
  return [...lines].sort((a, b) => (a.time === b.time ? 0 : a.time < b.time ? -1 : 1));
}
