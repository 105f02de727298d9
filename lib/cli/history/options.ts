import { HISTORY_LIMITS, type HistorySettings } from '../../history/history-settings';
import { HISTORY_DEFAULTS } from '../../slo/history/options';
import type { CommandOption } from '../command';
import { wholeNumber } from '../options';

/** The options of `lab backfill` that say what the history is like. */
export type BackfillOptions = HistorySettings;

/** Which synthetic month it is. */
export function seedOption(): CommandOption {
  return {
    flags: '--seed <number>',
    description: 'which synthetic month: the same seed makes the same history',
    default: HISTORY_DEFAULTS.seed,
    parse: wholeNumber('--seed', ...HISTORY_LIMITS.seed),
  };
}

export const BACKFILL_OPTIONS: readonly CommandOption[] = [
  {
    flags: '--days <days>',
    description: 'how far back it goes',
    default: HISTORY_DEFAULTS.days,
    parse: wholeNumber('--days', ...HISTORY_LIMITS.days),
  },
  seedOption(),
  {
    flags: '--rate <rate>',
    description: 'requests per second on average: a quiet month weighs little against a busy class',
    default: HISTORY_DEFAULTS.rate,
    parse: wholeNumber('--rate', ...HISTORY_LIMITS.rate),
  },
  {
    flags: '--traffic <rate>',
    description: 'requests per second in the last six hours: as many as the class will send',
    default: HISTORY_DEFAULTS.rate,
    parse: wholeNumber('--traffic', ...HISTORY_LIMITS.traffic),
  },
];
