import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError, messageOf } from '../../model/errors';
import { APP_SERVICE } from '../../model/names';
import type { IncidentReport } from '../../report/incident-report';
import type { CommandContext, Outcome } from '../command';
import { faultsOfEveryTask } from '../faults/on-every-task';
import { follow, type FollowedEvent } from '../follow/follow';
import type { Plan } from '../follow/plan';
import { chapterLines, numbersLine } from '../format/tour';
import { chooseTask } from '../levers/choose-task';
import { killLever } from '../levers/replace-task';
import { labPaths } from '../paths';
import { appendAcks } from '../report/acks-file';
import { makeReport } from '../report/make-report';
import { openSource } from '../snapshot/open-source';
import type { LabSnapshot } from '../snapshot/snapshot';
import type { SnapshotSource } from '../snapshot/snapshot-source';
import { reachLab } from '../status/reach-lab';
import { listenForStop, type StopRequest } from '../up/stop-request';
import { labOfItsOwn, type OwnLab } from '../up/own-lab';
import { calmPlan, CHAPTERS, ERROR_SHARE, failurePlan, firingPage, healPlan, recoveryPlan } from './chapters';

export interface TourOptions {
  readonly keep?: boolean;
  /** False with `--no-download`. */
  readonly download?: boolean;
}

/** The story, as it went. */
export interface TourReport {
  readonly chapters: readonly {
    readonly title: string;
    readonly tookMs: number;
    readonly seen: readonly FollowedEvent[];
  }[];
  /** The incident as `lab report` has it; null when Prometheus saw none. */
  readonly incident: Pick<IncidentReport, 'title' | 'measures' | 'failed' | 'budgets'> | null;
  /** The written report, from the project's folder. */
  readonly files: { readonly markdown: string; readonly html: string } | null;
  readonly tookMs: number;
  /** Whether the lab was left up (`--keep`). */
  readonly isUp: boolean;
}

/** Longer than the tour can take: a fault that is forgotten ends by itself. */
const FAULT_SECONDS = 600;
/** For the words of a part, on a terminal. */
const READING_MS = 4_000;
/** Without a line that can be replaced, the numbers are told this often. */
const NUMBERS_EVERY_MS = 10_000;

/**
 * The whole story by itself. However it ends, by a step that does not happen in time, by an error or by Ctrl-C, it takes its lab down.
 */
export async function runTour(
  context: CommandContext,
  options: TourOptions,
  world: TourWorld = { labFor: labOfItsOwn, open: openLab },
): Promise<Outcome<TourReport>> {
  const stop = listenForStop(context.signals);
  const lab = world.labFor(context, stop);
  try {
    const tour = new Tour(context, stop, world);
    await tour.chapter('up', () => lab.up(options));
    const report = await tour.play();
    if (options.keep === true) {
      return {
        data: { ...report, chapters: tour.told, tookMs: tour.elapsedMs(), isUp: true },
        foreground: () => lab.untilStopped(),
      };
    }
    await tour.chapter('down', () => lab.down());
    stop.dispose();
    return { data: { ...report, chapters: tour.told, tookMs: tour.elapsedMs(), isUp: false } };
  } catch (error) {
    await lab.down().catch((failure: unknown) => context.progress(context.style.bad(messageOf(failure))));
    stop.dispose();
    stop.signal.throwIfAborted();
    throw error;
  }
}

/** What a tour is done with. */
export interface TourWorld {
  /** A lab that the tour starts and ends. */
  readonly labFor: (context: CommandContext, stop: StopRequest) => OwnLab;
  /** That lab, once it is up. */
  readonly open: (context: CommandContext) => Promise<{ readonly cluster: string; readonly source: SnapshotSource }>;
}

async function openLab(context: CommandContext) {
  const lab = await reachLab(context, { target: 'local' });
  return { cluster: lab.cluster, source: openSource(lab, context, {}) };
}

/** The parts of the story one after another, each told before it begins. */
class Tour {
  readonly told: { title: string; tookMs: number; seen: readonly FollowedEvent[] }[] = [];
  private readonly startedAt = Date.now();
  private last: LabSnapshot | undefined;

  constructor(
    private readonly context: CommandContext,
    private readonly stop: StopRequest,
    private readonly world: TourWorld,
  ) {}

  elapsedMs(): number {
    return Date.now() - this.startedAt;
  }

  async chapter(name: keyof typeof CHAPTERS, play: () => Promise<readonly FollowedEvent[] | void>): Promise<void> {
    const { progress, transient, style } = this.context;
    this.stop.signal.throwIfAborted();
    const { title } = CHAPTERS[name];
    const names = Object.keys(CHAPTERS);
    for (const line of chapterLines(CHAPTERS[name], names.indexOf(name) + 1, names.length, this.elapsedMs(), style))
      progress(line);
    // Whoever watches it reads that first; a log does not.
    if (transient) await sleep(READING_MS, undefined, { signal: this.stop.signal }).catch(() => {});
    const startedAt = Date.now();
    const seen = (await play()) ?? [];
    this.told.push({ title, tookMs: Date.now() - startedAt, seen });
  }

  /** From the first user to the report, on a lab that is up. */
  async play(): Promise<Pick<TourReport, 'incident' | 'files'>> {
    const { context } = this;
    const lab = await this.world.open(context);
    const source = this.watched(lab.source);
    await this.chapter('traffic', () => this.see(source, 'traffic', calmPlan()));
    await this.chapter('failure', () => this.fail(source));
    await this.chapter('alert', async () => this.acknowledge(lab.cluster));
    await this.chapter('kill', () => this.kill(source));
    await this.chapter('recovery', () => this.see(source, 'recovery', recoveryPlan()));
    let made: Pick<TourReport, 'incident' | 'files'> = { incident: null, files: null };
    await this.chapter('report', async () => {
      made = await this.report();
    });
    return made;
  }

  private async fail(source: SnapshotSource): Promise<readonly FollowedEvent[]> {
    const before = await this.look(source);
    const fault = { type: 'error', ratio: ERROR_SHARE, ttlSeconds: FAULT_SECONDS, owner: 'tour' };
    for (const { api } of faultsOfEveryTask(before, undefined)) await api.put(fault);
    return this.see(source, 'failure', failurePlan(), before);
  }

  /** As `lab ack` does. */
  private acknowledge(cluster: string): void {
    const { progress, style, root } = this.context;
    const page = this.last && firingPage(this.last);
    if (page === undefined) throw new LabError('TourFailed', 'the page went away before anybody could acknowledge it');
    const { severity = null, slo = null, objective = null, clock = null, runbook_url: runbook } = page.labels;
    const at = new Date().toISOString();
    const ack = {
      at,
      by: 'the tour',
      note: null,
      cluster,
      alert: page.name,
      severity,
      slo,
      objective,
      clock,
      activeAt: page.activeAt,
    };
    appendAcks(labPaths(root).acks, [ack]);
    progress(`${style.bad('▼')} ${style.strong(page.name)}  ${page.summary}`);
    if (runbook !== undefined) progress(style.quiet(`  what to do: ${runbook}`));
    progress(`${style.good('✓')} acknowledged`);
  }

  private async kill(source: SnapshotSource): Promise<readonly FollowedEvent[]> {
    const before = await this.look(source);
    const { id } = chooseTask(before, APP_SERVICE);
    await killLever(before, id).act();
    return this.see(source, 'kill', healPlan(id), before);
  }

  private async report(): Promise<Pick<TourReport, 'incident' | 'files'>> {
    const { context } = this;
    const since = Math.ceil(this.elapsedMs() / 1000);
    const { incidents, written } = await makeReport(context, { target: 'local', since });
    const [incident] = incidents;
    if (incident === undefined || written === null) {
      throw new LabError(
        'TourFailed',
        'Prometheus knows of no incident, although the alert has fired: there is no report',
      );
    }
    const { title, measures, failed, budgets } = incident;
    const files = { markdown: relative(context.root, written.markdown), html: relative(context.root, written.html) };
    context.progress(`${context.style.good('✓')} ${files.html}`);
    return { incident: { title, measures, failed, budgets }, files };
  }

  /** Looks until all of the plan was seen; rejects when it is not seen in the chapter's time. */
  private async see(
    source: SnapshotSource,
    name: keyof typeof CHAPTERS,
    plan: Plan,
    before?: LabSnapshot,
  ): Promise<readonly FollowedEvent[]> {
    const { title, timeoutMs } = CHAPTERS[name];
    const { signal } = this.stop;
    const start = before ?? (await this.look(source));
    const { transient, progress, style } = this.context;
    const numbers = () => this.last && transient?.(`  ${numbersLine(this.last, style)}`);
    const screen = { progress, style, ...(transient && { transient: numbers }) };
    const followed = await follow(
      source,
      { did: title, plan, before: start, startedAt: Date.now(), timeoutMs, signal },
      screen,
    );
    signal.throwIfAborted();
    if (followed.outcome !== 'over') {
      const why = followed.problem === null ? '' : ` (${followed.problem})`;
      throw new LabError(
        'TourFailed',
        `"${title}" did not happen within ${timeoutMs / 1000} s: not seen: ${followed.missing.join(', ')}${why}; the lab is down, its logs are in .lab/logs`,
      );
    }
    if (this.last) progress(`  ${numbersLine(this.last, style)}`);
    return followed.timeline;
  }

  private async look(source: SnapshotSource): Promise<LabSnapshot> {
    const snapshot = await source.take();
    if (snapshot.services === null) throw new LabError('NoAnswer', snapshot.problem ?? 'the AWS API does not answer');
    return snapshot;
  }

  /** A source whose last look is remembered, and told now and then where no line can be replaced. */
  private watched(source: SnapshotSource): SnapshotSource {
    let toldAt = Date.now();
    return {
      take: async () => {
        const snapshot = await source.take();
        this.last = snapshot;
        const { transient, progress, style } = this.context;
        if (!transient && Date.now() - toldAt >= NUMBERS_EVERY_MS) {
          toldAt = Date.now();
          progress(`  ${numbersLine(snapshot, style)}`);
        }
        return snapshot;
      },
    };
  }
}
