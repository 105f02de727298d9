import { FEWEST_DAYS, HISTORY_DEFAULTS, MOST_DAYS } from '../../slo/history/options';
import type { CommandOption } from '../command';
import { wholeNumber } from '../options';

/** The options of `lab backfill` that say what the history is like. */
export interface BackfillOptions {
  readonly days: number;
  readonly seed: number;
  readonly rate: number;
  readonly traffic: number;
}

/** Which synthetic month it is. */
export function seedOption(): CommandOption {
  return {
    flags: '--seed <number>',
    description: 'which synthetic month: the same seed makes the same history',
    default: HISTORY_DEFAULTS.seed,
    parse: wholeNumber('--seed', 0, 2 ** 31),
  };
}

export const BACKFILL_OPTIONS: readonly CommandOption[] = [
  {
    flags: '--days <days>',
    description: 'how far back it goes',
    default: HISTORY_DEFAULTS.days,
    parse: wholeNumber('--days', FEWEST_DAYS, MOST_DAYS),
  },
  seedOption(),
  {
    flags: '--rate <rate>',
    description: 'requests per second on average: a quiet month weighs little against a busy class',
    default: HISTORY_DEFAULTS.rate,
    parse: wholeNumber('--rate', 1, 1000),
  },
  {
    flags: '--traffic <rate>',
    description: 'requests per second in the last six hours: as many as the class will send',
    default: HISTORY_DEFAULTS.rate,
    parse: wholeNumber('--traffic', 1, 1000),
  },
];
