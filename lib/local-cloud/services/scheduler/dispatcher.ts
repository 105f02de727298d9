import { messageOf } from '../../../model/errors';
import type { Clock } from '../../kernel/clock';
import { nextMoment } from './expressions/expression';
import type { Schedule, SchedulerState } from './state';
import { universalTarget } from './target';

/** A timer of Node cannot wait longer than 2³¹ - 1 ms: a longer wait is made of several. */
const LONGEST_WAIT = 2_000_000_000;

export interface DispatcherOptions {
  readonly state: SchedulerState;
  readonly clock: Clock;
  /** Calls an API action of another service. */
  readonly invoke: (service: string, action: string, input: unknown) => Promise<unknown>;
  /** Told what was invoked, and what came of it. */
  readonly tell: (message: string) => void;
}

/** Keeps one timer for each schedule that has a next time, and invokes its target then. */
export class Dispatcher {
  private readonly timers = new Map<string, () => void>();

  constructor(private readonly options: DispatcherOptions) {}

  /** Sets the schedule's timer anew: it was made, or changed, or has just been due. */
  arm(schedule: Schedule): void {
    this.disarm(schedule);
    const { clock } = this.options;
    const next = dueAfter(schedule, clock.now());
    if (next === undefined) return;
    const wait = Math.min(next - clock.now(), LONGEST_WAIT);
    const cancel = clock.after(wait, () => {
      if (clock.now() < next) return this.arm(schedule);
      this.timers.delete(schedule.arn);
      void this.fire(schedule);
    });
    this.timers.set(schedule.arn, cancel);
  }

  disarm({ arn }: Pick<Schedule, 'arn'>): void {
    this.timers.get(arn)?.();
    this.timers.delete(arn);
  }

  close(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private async fire(schedule: Schedule): Promise<void> {
    const { state, clock, invoke, tell } = this.options;
    const { service, action, input } = universalTarget(schedule.target);
    // Before the call: a target may take longer than until the next time.
    this.arm(schedule);
    const told = `(schedule ${schedule.groupName}/${schedule.name})`;
    try {
      await invoke(service, action, input);
      tell(`${told} invoked ${service}:${action}.`);
    } catch (error) {
      tell(`${told} could not invoke ${service}:${action}: ${messageOf(error)}`);
    }
    const isComplete = dueAfter(schedule, clock.now()) === undefined;
    if (schedule.actionAfterCompletion === 'DELETE' && isComplete) state.remove(schedule);
  }
}

/** When the schedule is due next; undefined when it never is again. */
function dueAfter({ state, expression, startDate, endDate }: Schedule, now: number): number | undefined {
  if (state === 'DISABLED') return undefined;
  // A one-time schedule has no period that it could be outside of.
  if (expression.kind === 'at') return nextMoment(expression, now);
  const next = nextMoment(expression, Math.max(now, (startDate ?? now) - 1));
  return next === undefined || next > (endDate ?? Number.POSITIVE_INFINITY) ? undefined : next;
}
