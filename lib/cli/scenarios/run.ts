import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../model/errors';
import { beginOfSteps, describeAction, endOfSteps, type RunStep, type Scenario } from '../../scenarios/index';
import { stepLine } from '../format/run';
import type { LabSnapshot } from '../snapshot/snapshot';
import { eventsBetween, type LabEvent } from '../watch/events-between';
import { effectOf } from './actions/index';
import type { OpenJournal } from './journal';
import { createRunLoad, type RunLoad } from './load';
import { newSteps } from './new-record';
import { beginObservation, observe, type Observation } from './observe';
import { unsteadiness } from './steady';
import { undoAll } from './undo-all';
import { LOOK_MS, type RunOptions, type RunWorld, type Screen } from './world';

/** A scrape and two evaluations: later, nothing of a run comes into the budgets any more. */
const SETTLE_SECONDS = 12;
/** Without an answer of the AWS API for so long, there is no lab to run anything in. */
const LOST_SECONDS = 60;

interface Played {
  /** `met`: it came to its end, and can be judged. */
  readonly outcome: 'met' | 'aborted' | 'interrupted' | 'failed';
  readonly problem: string | null;
  readonly observation: Observation;
}

/** One run: its clock, what it did, and what it saw. */
export class Run {
  steps: RunStep[];
  private readonly startedAt = Date.now();
  private readonly ended = new AbortController();
  private readonly load: RunLoad;
  private observation: Observation | undefined;
  private problem: string | undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly world: RunWorld,
    private readonly options: RunOptions,
    private readonly screen: Screen,
    private readonly journal: OpenJournal,
  ) {
    this.steps = newSteps(scenario);
    this.load = createRunLoad(world.lab);
  }

  /** Does the steps and looks on, until everything expected was seen or can no longer come. */
  async play(first: LabSnapshot, noteSteps: (steps: RunStep[]) => void): Promise<Played> {
    const { stop } = this.world;
    if (this.scenario.load) this.load.send(this.scenario.load, Infinity);
    const noted = () => noteSteps(this.steps);
    const acting = this.act(noted).catch((error: unknown) => {
      this.problem ??= messageOf(error);
    });
    let observation = beginObservation(first);
    let outcome: Played['outcome'] | undefined;
    let problem: string | null = null;
    while (outcome === undefined) {
      await this.pause(LOOK_MS);
      observation = await this.look(observation);
      this.observation = observation;
      const floor = this.reachedFloor(observation.last);
      if (stop.signal.aborted) outcome = 'interrupted';
      else if (this.problem !== undefined) [outcome, problem] = ['failed', this.problem];
      else if (floor !== undefined) [outcome, problem] = ['aborted', floor];
      else if (this.isLost(observation)) [outcome, problem] = ['failed', observation.last.problem];
      else if (this.isOver(observation)) outcome = 'met';
    }
    this.ended.abort();
    await acting;
    return { outcome, problem, observation };
  }

  /** Stops the load, undoes what is not undone, and waits until the lab is steady again; nobody in a hurry waits. */
  async restore(): Promise<{
    readonly isRestored: boolean;
    readonly isUndone: boolean;
    readonly said: readonly string[];
    readonly observation: Observation | undefined;
  }> {
    const { lab, stop } = this.world;
    const { token } = this.options;
    const left = this.journal.entries();
    const undoing = undoAll(
      left,
      { lab, token },
      {
        attempts: 5,
        pauseMs: 1_000,
        undone: ({ id }, said) => {
          this.journal.strike(id);
          this.tell('good', `undone: ${said}`);
          this.noteEnd(id);
        },
      },
    );
    const undone = await Promise.race([undoing, stop.hurried.then(() => undefined)]);
    if (undone === undefined) {
      const said = ['stopped in a hurry: the guardian undoes what is left'];
      return { isRestored: false, isUndone: false, said, observation: this.observation };
    }
    this.load.stop();
    const said = [...undone.said];
    const deadline = Date.now() + this.scenario.restoreSeconds * 1000;
    const hurry = new AbortController();
    void stop.hurried.then(() => hurry.abort());
    while (this.observation && !hurry.signal.aborted) {
      const wrong = unsteadiness(this.observation.last);
      if (wrong.length === 0)
        return { isRestored: undone.isRestored, isUndone: undone.isRestored, said, observation: this.observation };
      if (Date.now() > deadline) {
        said.push(`the lab was not steady after ${this.scenario.restoreSeconds} s: ${wrong.join('; ')}`);
        break;
      }
      this.screen.transient?.(this.screen.style.quiet(`waiting for a steady lab: ${wrong[0]}`));
      await sleep(LOOK_MS);
      this.observation = await this.look(this.observation);
    }
    return { isRestored: false, isUndone: undone.isRestored, said, observation: this.observation };
  }

  loadCounts() {
    return this.load.counts();
  }

  /** The steps' beginnings and ends, each at its time. */
  private async act(noted: () => void): Promise<void> {
    const moments = this.scenario.steps.flatMap((step, index) => [
      { at: step.at, due: () => this.begin(index) },
      ...(step.seconds > 0 ? [{ at: step.at + step.seconds, due: () => this.end(index) }] : []),
    ]);
    for (const { at, due } of moments.sort((one, other) => one.at - other.at)) {
      while (this.seconds() < at && !this.isStopped()) await this.pause(at * 1000 - (Date.now() - this.startedAt));
      if (this.isStopped()) return;
      await due();
      noted();
    }
  }

  private async begin(index: number): Promise<void> {
    const { action, seconds } = this.scenario.steps[index]!;
    const { lab, source } = this.world;
    const id = this.stepId(index);
    const said = await effectOf(action.name).act(action, {
      lab,
      source,
      seconds,
      stepId: id,
      load: this.load,
      loadMix: this.scenario.load?.mix,
      token: this.options.token,
      note: (data) => this.journal.note({ id, action: action.name, data }),
    });
    this.steps = this.steps.map((step, at) => (at === index ? { ...step, doneAt: this.seconds(), said } : step));
    this.tell('bad', stepLine(describeAction(action), said));
  }

  private async end(index: number): Promise<void> {
    const { action } = this.scenario.steps[index]!;
    const { lab } = this.world;
    const entry = this.journal.entries().find(({ id }) => id === this.stepId(index));
    if (entry) {
      const said = await effectOf(action.name).undo?.(entry.data, { lab, token: this.options.token });
      this.journal.strike(entry.id);
      this.tell('good', said ?? `over: ${describeAction(action)}`);
    } else {
      this.tell('good', `over: ${describeAction(action)}`);
    }
    this.noteEnd(this.stepId(index));
  }

  private noteEnd(id: string): void {
    this.steps = this.steps.map((step, index) =>
      this.stepId(index) === id ? { ...step, endedAt: this.seconds() } : step,
    );
  }

  private async look(before: Observation): Promise<Observation> {
    const snapshot = await this.world.source.take();
    for (const event of eventsBetween(before.last, snapshot))
      if (this.isShown(event)) this.tell(event.kind, event.text);
    this.screen.transient?.(this.screen.style.quiet(`${this.clock()} ${this.waitingFor()}`));
    return observe(before, snapshot, (snapshot.at - this.startedAt) / 1000);
  }

  /** Of a blind run only what pages somebody is told; the rest is for the class to find. */
  private isShown({ text }: LabEvent): boolean {
    return this.options.blindSeed === undefined || /^(pending|firing|resolved): /.test(text);
  }

  private tell(kind: LabEvent['kind'], text: string): void {
    if (this.options.blindSeed !== undefined && !/^(pending|firing|resolved): /.test(text)) return;
    const { style, progress } = this.screen;
    const paint = { good: style.good, bad: style.bad, neutral: (plain: string) => plain }[kind];
    progress(`${style.quiet(this.clock())} ${paint(text)}`);
  }

  private clock(): string {
    return `${this.seconds().toFixed(0).padStart(4)} s`;
  }

  private waitingFor(): string {
    const next = this.scenario.steps.find(({ at }) => at > this.seconds());
    if (this.options.blindSeed !== undefined) return 'an incident is on its way';
    if (next) return `next: ${describeAction(next.action)}`;
    return this.seconds() < endOfSteps(this.scenario)
      ? 'the steps are under way'
      : 'everything is over; waiting for the lab to be well';
  }

  /** Which floor is reached, as a sentence. */
  private reachedFloor({ slos }: LabSnapshot): string | undefined {
    for (const { slo, clock, share } of this.scenario.abort) {
      const low = slos?.find(
        (one) => one.slo === slo && one.clock === clock && one.budgetLeft !== null && one.budgetLeft < share,
      );
      if (!low) continue;
      const left = Number(((low.budgetLeft ?? 0) * 100).toFixed(1));
      return `${slo} ${low.objective} has ${left} % of its budget, and the floor is ${share * 100} %`;
    }
    return undefined;
  }

  private isLost({ last }: Observation): boolean {
    if (last.services !== null) {
      this.heardAt = Date.now();
      return false;
    }
    return Date.now() - this.heardAt > LOST_SECONDS * 1000;
  }
  private heardAt = Date.now();

  /** Whether everything expected has come, or its time is up. */
  private isOver({ alerts, steadySince }: Observation): boolean {
    const { expect } = this.scenario;
    const [begin, end, now] = [beginOfSteps(this.scenario), endOfSteps(this.scenario), this.seconds()];
    if (now < end + SETTLE_SECONDS) return false;
    const seen = [...alerts.values()];
    const alertsAreDone = expect.alerts.every(({ alert, firesWithin, clearsWithin }) => {
      const own = seen.find((one) =>
        alert.by === 'name'
          ? one.alert === alert.name
          : one.slo === alert.slo && one.clock === alert.clock && one.tier === alert.tier,
      );
      if (!own) return now > begin + firesWithin + 1;
      return clearsWithin === undefined || own.clearedAt !== null || now > end + clearsWithin + 1;
    });
    const isWell = steadySince !== undefined || now > end + (expect.recoverySeconds ?? 0) + 1;
    return alertsAreDone && isWell;
  }

  private stepId(index: number): string {
    return `run-${this.scenario.id}-${index + 1}`;
  }

  private seconds(): number {
    return (Date.now() - this.startedAt) / 1000;
  }

  private isStopped(): boolean {
    return this.ended.signal.aborted || this.world.stop.signal.aborted;
  }

  /** Sleeps, unless it ends or is stopped. */
  private async pause(ms: number): Promise<void> {
    const signal = AbortSignal.any([this.ended.signal, this.world.stop.signal]);
    await sleep(Math.max(0, ms), undefined, { signal }).catch(() => {});
  }
}
