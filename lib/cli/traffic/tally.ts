import { isError, type Answer, type NotSent } from './answer';
import type { Recorder } from './generator';
import { Histogram } from './histogram';
import type { MixedRequest } from './mix';

/** What was counted, of all requests or of one path. */
export class Counts {
  sent = 0;
  errors = 0;
  /** Status codes and reasons of failures, with how often each came. */
  readonly outcomes = new Map<string, number>();
  /** Microseconds from when a request was due to its answer or time-out. A refused one has none: it would look fast. */
  readonly latency: Histogram;

  constructor(latency = new Histogram()) {
    this.latency = latency;
  }

  over(answer: Answer, latencyMs: number): void {
    this.sent += 1;
    if (isError(answer)) this.errors += 1;
    increment(this.outcomes, 'failure' in answer ? answer.failure : String(answer.status));
    if (!('failure' in answer) || answer.failure === 'timeout') this.latency.record(latencyMs * 1000);
  }
}

/** Counts a run of traffic: all of it, and path by path. */
export class Tally implements Recorder<MixedRequest> {
  readonly all = new Counts();
  readonly paths = new Map<string, Counts>();
  readonly notSentCounts = new Map<NotSent, number>();
  /** Microseconds by which this machine sent later than it should have. */
  readonly lateness = new Histogram();

  over({ path }: MixedRequest, answer: Answer, latencyMs: number, lateMs: number): void {
    this.all.over(answer, latencyMs);
    this.lateness.record(lateMs * 1000);
    const ofPath = this.paths.get(path) ?? new Counts();
    this.paths.set(path, ofPath);
    ofPath.over(answer, latencyMs);
  }

  notSent(_request: MixedRequest, why: NotSent): void {
    increment(this.notSentCounts, why);
  }

  /** Requests that were due and had no task to go to: nobody was served. */
  get withoutAddress(): number {
    return this.notSentCounts.get('no address') ?? 0;
  }

  /** Requests that were due and that this machine did not send. */
  get dropped(): number {
    return (this.notSentCounts.get('in flight') ?? 0) + (this.notSentCounts.get('late') ?? 0);
  }
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
