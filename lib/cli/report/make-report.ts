import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { APP_SERVICE } from '../../model/names';
import { LAB_SAMPLING } from '../../model/sampling';
import { reportOf, type Report } from '../../report/incident-report';
import { meansOf } from '../../report/measures';
import { plural } from '../../report/words';
import type { RunFacts } from '../../report/facts';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import { labPaths } from '../paths';
import { gridOf } from '../prometheus/range';
import { findLab } from '../status/reach-lab';
import { readAcks } from './acks-file';
import { gatherFacts } from './gather-facts';
import { reachPrometheus } from './reach-prometheus';
import { readRuns, runNamed } from './runs';
import { untilFrom } from './until';
import { writeReport, type WrittenReport } from './write-report';

export interface ReportOptions extends WhichLab {
  /** Seconds; half an hour unless said, or the time of the run. */
  readonly since?: number;
  readonly until?: string;
  readonly run?: string;
  readonly incident?: number;
  readonly output?: string;
}

export interface MadeReport extends Report {
  /** Null when there was nothing to write about. */
  readonly written: WrittenReport | null;
  /** Lines of the acknowledgements' file that are none. */
  readonly unreadableAcks: number;
}

const DEFAULT_SECONDS = 1_800;
/** Before a run: what was there before it; after it: until its alerts are silent. */
const BEFORE_RUN_SECONDS = 60;
const AFTER_RUN_SECONDS = 600;

/** Asks, concludes and writes; without an incident nothing is written. */
export async function makeReport(
  context: CommandContext,
  options: ReportOptions,
  now: () => number = Date.now,
): Promise<MadeReport> {
  const { since, until, run: runName, incident, output, ...which } = options;
  const paths = labPaths(context.root);
  const runs = readRuns(paths.runs);
  const run = runName === undefined ? null : runNamed(runs, runName);
  const span = spanOf(since, until, run, now());
  const lab = await reachPrometheus(context, which);
  const { createOperationsApi }: typeof import('../../aws/operations-api') = require('../../aws/operations-api');
  const operations = await createOperationsApi(findLab(context, which).profile);
  const { acks, unreadable } = readAcks(paths.acks);
  const facts = await gatherFacts({ ...lab, operations }, gridOf(span, LAB_SAMPLING.evaluationSeconds), {
    acks: acks.filter(({ cluster }) => cluster === lab.cluster),
    runs: runs.filter(({ cluster }) => cluster === lab.cluster),
  });
  const report = chosen(reportOf(facts, { service: APP_SERVICE }), incident);
  const folder = output ?? join(paths.reports, run?.id ?? folderName(report));
  return {
    ...report,
    written: report.incidents.length === 0 ? null : writeReport(report, folder),
    unreadableAcks: unreadable,
  };
}

function spanOf(
  since: number | undefined,
  until: string | undefined,
  run: RunFacts | null,
  now: number,
): { from: number; to: number } {
  if (run !== null) {
    if (since !== undefined || until !== undefined) {
      throw new LabError('InvalidArgument', '--run has the time of its run; leave out --since and --until');
    }
    return { from: run.from - BEFORE_RUN_SECONDS, to: Math.min(now / 1000, (run.to ?? Infinity) + AFTER_RUN_SECONDS) };
  }
  const to = (until === undefined ? now : untilFrom(until, now)) / 1000;
  return { from: to - (since ?? DEFAULT_SECONDS), to };
}

/** The one incident of that number, or all of them. */
function chosen(report: Report, number: number | undefined): Report {
  if (number === undefined) return report;
  const incidents = report.incidents.filter((one) => one.number === number);
  if (incidents.length > 0) return { ...report, incidents, means: meansOf(incidents.map(({ measures }) => measures)) };
  throw new LabError(
    'InvalidArgument',
    `--incident is ${number}; in this time there ${report.incidents.length === 1 ? 'was' : 'were'} ${plural(report.incidents.length, 'incident')}`,
  );
}

/** By what it is about, so that the same report again finds what people wrote in it. */
function folderName({ incidents }: Report): string {
  const first = incidents[0]?.span.from ?? 0;
  return new Date(first * 1000).toISOString().slice(0, 19).replaceAll(':', '');
}
