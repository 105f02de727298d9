import { LAB_SAMPLING } from '../../../model/sampling';
import { playIncident, type IncidentOutcome } from '../../../slo/incident';
import type { Command } from '../../command';
import { formatSloSimulate } from '../../format/slo-simulate';
import { durationOption, errorsOption, rateOption } from '../../slo/incident-options';
import { labSlos, sloNamed } from '../../slo/lab-slos';
import { SLO_GROUP } from './group';

interface SloSimulateOptions {
  /** 0 to 1. */
  readonly errors: number;
  /** Seconds. */
  readonly for: number;
  readonly rate: number;
  readonly history?: number;
  readonly slo?: string;
}

export interface SloSimulateReport {
  readonly errorRatio: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  readonly historySeconds: number | undefined;
  readonly outcomes: readonly IncidentOutcome[];
}

/** `lab slo simulate`: which alerts an incident would set off, when, and what it would cost. */
export const sloSimulate: Command<SloSimulateOptions, SloSimulateReport> = {
  name: 'simulate',
  group: SLO_GROUP,
  summary: 'which alert fires when in an incident, what it costs of the budgets, and when the alert is off again',
  description:
    'Counts on the grid of the evaluations, every 5 s; live, a scrape and an evaluation come on top: up to 10 s. ' +
    'Errors are spread evenly, as the lab injects them.',
  examples: [
    'npx lab slo simulate --errors 5% --for 10m',
    'npx lab slo simulate --errors 100% --for 45s --slo availability --history 3m',
  ],
  options: [
    errorsOption,
    durationOption('--for <time>', 'how long it lasts, such as 90s, 10m or 2h', '10m'),
    { flags: '--slo <name>', description: 'one SLO only (default: all)' },
    rateOption,
    durationOption('--history <time>', 'how much traffic without errors went before (default: all windows full)'),
  ],
  async run({ root }, { errors, for: seconds, rate, history, slo }) {
    const slos = labSlos([], root);
    const chosen = slo === undefined ? slos : [sloNamed(slos, slo)];
    const incident = { errorRatio: errors, seconds, eventsPerSecond: rate, historySeconds: history };
    return { data: { ...incident, outcomes: chosen.map((one) => playIncident(one, incident, LAB_SAMPLING)) } };
  },
  format: formatSloSimulate,
};
