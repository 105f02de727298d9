import { AwsError } from '../../kernel/aws-error';

export interface LogEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  /** Oldest first; the newest `MAXIMUM_EVENTS` are kept. */
  readonly events: LogEvent[];
  /** How many events were dropped from the front: tokens count from the stream's first event. */
  dropped: number;
}

export interface LogGroup {
  readonly name: string;
  readonly createdAt: number;
  retentionInDays?: number;
  readonly streams: Map<string, LogStream>;
}

/** A stream's memory is bounded; what the lab writes in an hour fits. */
const MAXIMUM_EVENTS = 10_000;

export class LogsState {
  readonly groups = new Map<string, LogGroup>();

  get(name: string): LogGroup {
    const group = this.groups.get(name);
    if (group) return group;
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  }

  create(name: string, now: number): LogGroup {
    if (this.groups.has(name))
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    const group: LogGroup = { name, createdAt: now, streams: new Map() };
    this.groups.set(name, group);
    return group;
  }

  stream(group: LogGroup, name: string): LogStream {
    const stream = group.streams.get(name);
    if (stream) return stream;
    throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }

  /** Keeps a line; one for a group that does not exist is lost, as on AWS. */
  append(groupName: string, streamName: string, event: LogEvent): void {
    const group = this.groups.get(groupName);
    if (!group) return;
    let stream = group.streams.get(streamName);
    if (!stream) {
      stream = { name: streamName, createdAt: event.ingestionTime, events: [], dropped: 0 };
      group.streams.set(streamName, stream);
    }
    stream.events.push(event);
    if (stream.events.length > MAXIMUM_EVENTS) {
      stream.dropped += stream.events.length - MAXIMUM_EVENTS;
      stream.events.splice(0, stream.events.length - MAXIMUM_EVENTS);
    }
  }
}
