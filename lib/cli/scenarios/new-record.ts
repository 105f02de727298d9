import { describeAction, recordFileName, type RunRecord, type RunStep, type Scenario } from '../../scenarios/index';
import type { ReachedLab } from '../status/reach-lab';

/** The record of a run that has done nothing yet. */
export function newRecord(
  scenario: Scenario,
  { cluster, endpoint }: ReachedLab,
  begin: Pick<RunRecord, 'startedAt' | 'target' | 'prediction' | 'override'>,
): RunRecord {
  const { id, title, kind } = scenario;
  return {
    version: 1,
    id,
    title,
    kind,
    cluster,
    endpoint,
    ...begin,
    endedAt: null,
    blind: null,
    sealed: null,
    steps: newSteps(scenario),
    facts: null,
    verdicts: [],
    outcome: 'running',
    problem: null,
    restored: null,
  };
}

/** The steps of a scenario before any is done. */
export function newSteps({ steps }: Pick<Scenario, 'steps'>): RunStep[] {
  return steps.map(({ at, action }) => ({ what: describeAction(action), at, doneAt: null, endedAt: null, said: null }));
}

/** Where a run's record is, from the project's folder. */
export function recordPath(record: RunRecord): string {
  const isSealed = record.blind !== null && !record.blind.isRevealed;
  return `.lab/runs/${recordFileName(isSealed ? { ...record, id: 'blind' } : record)}`;
}
