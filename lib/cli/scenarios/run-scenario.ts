import { LabError } from '../../model/errors';
import { LAB_SAMPLING } from '../../model/sampling';
import { endOfSteps, judge, predict, type RunRecord, type Scenario } from '../../scenarios/index';
import { planLines } from '../format/run';
import { labPaths } from '../paths';
import { findRunningLab } from '../run-state/running-lab';
import { startGuardian } from './guardian';
import { journalFile, openJournal, ownerHere, type Journal } from './journal';
import { newRecord } from './new-record';
import { factsOf } from './observe';
import { refusedByPolicy } from './policy';
import { writeRecord } from './record-files';
import { Run } from './run';
import { situationOf } from './situation';
import { steadyLab } from './steady-lab';
import type { RunOptions, RunWorld, Screen } from './world';

/**
 * Runs a scenario to its end and undoes everything, however it ends: by itself, at the abort condition, at Ctrl-C (`stop`), at an
 * error. Rejects when it does not begin: the lab is not steady, or the policy refuses it. `lab run`, `lab rehearse` and the tour use it.
 */
export async function runScenario(
  scenario: Scenario,
  world: RunWorld,
  options: RunOptions,
  screen: Screen,
): Promise<RunRecord> {
  const { lab, slos, stop } = world;
  const target = lab.endpoint === null ? 'aws' : 'local';
  if (!scenario.targets.includes(target)) {
    throw new LabError(
      'WrongTarget',
      `${scenario.id} is for ${scenario.targets.join(' and ')}, and this lab is ${target}`,
    );
  }
  const isBlind = options.blindSeed !== undefined;
  const first = await steadyLab(scenario, world, options, screen);
  const situation = first.prometheus === null ? undefined : await situationOf(first.prometheus, target);
  if (!situation)
    throw new LabError('NoAnswer', 'Prometheus does not tell what its windows hold; try again in a few seconds');
  const prediction = predict(scenario, situation, slos, LAB_SAMPLING);
  const override = refusedByPolicy(first.slos ?? [], prediction, options.override);
  stop.signal.throwIfAborted();
  if (!isBlind) for (const line of planLines(scenario, prediction, screen.style)) screen.progress(line);
  const { runs, runFile } = labPaths(screen.root);
  const startedAt = new Date().toISOString();
  let record: RunRecord = {
    ...newRecord(scenario, lab, { startedAt, target, prediction, override }),
    blind: options.blindSeed === undefined ? null : { seed: options.blindSeed, isRevealed: false },
  };
  const recordFile = writeRecord(runs, record);
  const file = journalFile(runs, lab.cluster);
  const journal = openJournal(file, {
    version: 1,
    owner: ownerHere('run'),
    record: recordFile,
    which: options.which,
    endpoint: lab.endpoint,
    labStartedAt: options.which.target === 'aws' ? null : (findRunningLab(runFile)?.startedAt ?? null),
    cluster: lab.cluster,
    entries: [],
  } satisfies Journal);
  const guardian = startGuardian({
    root: screen.root,
    file,
    environment: { ...screen.environment, ...tokenVariable(options) },
  });
  const change = (changed: Partial<RunRecord>) => {
    record = { ...record, ...changed };
    writeRecord(runs, record);
  };
  const run = new Run(scenario, world, options, screen, journal);
  try {
    const { outcome, problem, observation } = await run.play(first, (steps) => change({ steps }));
    change({ outcome, problem, steps: run.steps });
    const restored = await run.restore();
    const facts = factsOf(restored.observation ?? observation, endOfSteps(scenario), run.loadCounts());
    const verdicts = outcome === 'met' ? judge(scenario, facts, prediction) : [];
    const isMet = verdicts.every((verdict) => verdict.isMet);
    change({
      facts,
      verdicts,
      outcome: outcome === 'met' && !isMet ? 'not met' : outcome,
      steps: run.steps,
      restored: { isRestored: restored.isRestored, by: 'run', at: new Date().toISOString(), said: [...restored.said] },
      endedAt: new Date().toISOString(),
    });
    if (restored.isUndone) journal.close();
    return record;
  } finally {
    guardian.release();
  }
}

function tokenVariable({ token }: RunOptions): Record<string, string> {
  return token === undefined ? {} : { CHAOS_TOKEN: token };
}
